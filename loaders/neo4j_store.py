"""The far end: one Neo4j database, reached or refused at once, read in rows and written in batches."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import Any, Self, TypeAlias

from neo4j import Driver, GraphDatabase, ManagedTransaction, Result
from neo4j.exceptions import AuthError, ClientError, ConfigurationError, DriverError, Neo4jError, ServiceUnavailable, SessionExpired

from kg.errors import StoreError
from loaders.property_graph import LABELS

BATCH = 5000  # rows of a transaction: 2 MB of evidence, and the server's memory for one transaction is far from spent
AHEAD = 2  # batches that wait while another one is being made
SECONDS = 5.0  # to wait for a connection, and to go on trying while another writer holds a lock
ADDRESS = r"(bolt|neo4j)(\+s|\+ssc)?://[^/]"  # not http: the driver only tries that
DOUBLED = "MATCH (n:{label}) WITH n.id AS id, count(*) AS nodes WHERE nodes > 1 RETURN id ORDER BY id LIMIT 3"


class Store:
    """An open database. Close it, or use it as a context manager."""

    def __init__(self, driver: Driver, uri: str, database: str | None) -> None:
        self.driver, self.uri, self.database = driver, uri, database
        self.sent = 0  # rows written since it was opened
        self._writer = ThreadPoolExecutor(1)  # one writer: it sends a batch while the next one is made
        self._waiting: deque[Future[None]] = deque()
        self._broken = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Drop what waits to be written, and the connection."""
        self._writer.shutdown(cancel_futures=True)
        self.driver.close()

    def read(self, query: str, **parameters: Any) -> list[list[Any]]:
        """The rows of one query, once all that was sent is written. Raises StoreError."""
        self.settle()
        with self._faults(), self.driver.session(database=self.database, default_access_mode="READ") as session:
            return session.execute_read(lambda tx: [record.values() for record in _run(tx, query, parameters)])

    def read_batches(self, query: str, keys: Sequence[Any], **parameters: Any) -> Iterator[list[Any]]:
        """The rows of a query that takes its keys as `$rows`, a batch at a time."""
        for start in range(0, len(keys), BATCH):
            yield from self.read(query, rows=keys[start : start + BATCH], **parameters)

    def send(self, query: str, rows: Sequence[Any], count: int | None = None) -> None:
        """Have a query that takes `$rows` run, one transaction a batch, in the order of sending; `settle` waits for the last ones.

        Raises StoreError where this or an earlier batch fails: what came before it is written, nothing after it is.
        `count` is how many nodes or relationships the rows are about, where it is not one each.
        """
        self.sent += len(rows) if count is None else count
        for start in range(0, len(rows), BATCH):
            self._waiting.append(self._writer.submit(self._write_next, query, rows[start : start + BATCH]))
            if len(self._waiting) > AHEAD:
                self.settle(AHEAD)

    def settle(self, waiting: int = 0) -> None:
        """Wait until no more than so many batches wait to be written. Raises what `send` raises."""
        try:
            while len(self._waiting) > waiting:
                self._waiting.popleft().result()
        except BaseException:
            self._broken = True
            wait(self._waiting)
            self._waiting.clear()
            self._broken = False
            raise

    def _write_next(self, query: str, rows: Sequence[Any]) -> None:
        if self._broken:
            return
        try:
            self.write(query, rows=rows)
        except BaseException:
            self._broken = True
            raise

    def write(self, query: str, **parameters: Any) -> None:
        """Run one query in a transaction of its own, at once."""
        with self._faults(), self.driver.session(database=self.database) as session:
            session.execute_write(lambda tx: _run(tx, query, parameters).consume())

    def constrain(self) -> None:
        """Make ids unique. Raises StoreError where nodes with doubled ids, never ours, are in the way."""
        for label in LABELS:
            try:
                self.write(f"CREATE CONSTRAINT kg_{label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE")
            except StoreError as error:
                doubled = [row[0] for row in self.read(DOUBLED.format(label=label))] if _unconstrained(error.__cause__) else []
                if not doubled:
                    raise
                raise StoreError(
                    f"{self.uri}: several :{label} nodes have the same id ({', '.join(map(str, doubled))}), so ids cannot be made unique; "
                    f"give them ids or a label of their own, or load into another database (--database)"
                ) from error

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except (Neo4jError, DriverError) as error:
            raise StoreError(explain(error, self.uri, self.database)) from error


def connect(uri: str, user: str, password: str, database: str | None = None) -> Store:
    """Open a database (None: the server's default one) that answers and may be written. Raises StoreError at once where it does not."""
    if not re.match(ADDRESS, uri):
        raise StoreError(f"{uri}: is not the address of a Neo4j server; give one such as bolt://127.0.0.1:7687")
    try:
        driver = GraphDatabase.driver(
            uri,
            auth=(user, password),
            connection_timeout=SECONDS,
            connection_acquisition_timeout=2 * SECONDS,
            max_transaction_retry_time=SECONDS,
            notifications_min_severity="OFF",
        )
    except (ValueError, ConfigurationError) as error:
        raise StoreError(f"{uri}: is not the address of a Neo4j server ({error}); give one such as bolt://127.0.0.1:7687") from error
    try:
        driver.verify_connectivity()
        with driver.session(database=database) as session:
            session.run("RETURN 1").consume()
    except (Neo4jError, DriverError, OSError, ValueError) as error:
        driver.close()
        raise StoreError(explain(error, uri, database)) from error
    return Store(driver, uri, database)


def explain(error: Exception, uri: str, database: str | None) -> str:
    """What a fault of the driver means, and what to do next."""
    code = getattr(error, "code", "") or ""
    name = f"database “{database}”" if database else "database"
    for found, reason in _reasons(error, code):
        if found:
            return f"{uri}: {reason.format(name=name)}"
    return f"{uri}: the {name} refused a command: {error}"


def _reasons(error: Exception, code: str) -> Iterator[tuple[bool, str]]:
    yield isinstance(error, AuthError), "refused the user or the password; set NEO4J_USERNAME and NEO4J_PASSWORD"
    yield "DatabaseNotFound" in code, "there is no {name}; name one that `SHOW DATABASES` lists with --database"
    yield "IndexAlreadyExists" in code, "somebody's index on ids stands where ours must be; `SHOW INDEXES` names it, drop it and load again"
    read_only = "the {name} is read-only; take it out of server.databases.read_only, or name another one with --database"
    yield "ReadOnly" in code or "read-only" in str(error), read_only
    yield (
        isinstance(error, ServiceUnavailable | SessionExpired | OSError | ValueError | DriverError) or "DatabaseUnavailable" in code,
        "no Neo4j server answers there (any more); start it, or correct the address, then run the same command again: it goes on where it stopped",
    )


def _unconstrained(error: BaseException | None) -> bool:
    return isinstance(error, ClientError | Neo4jError) and "Constraint" in (error.code or "")


def _run(tx: ManagedTransaction, query: str, parameters: dict[str, Any]) -> Result:
    return tx.run(query, parameters)


def quoted(*names: str) -> str:
    """Labels or a type as they stand in a query, `:Agent:Company`. Raises StoreError for what can be no name: they come from the ontology.

    >>> quoted("Agent", "Company")
    ':`Agent`:`Company`'
    """
    for name in names:
        if not re.fullmatch(r"\w+", name):
            raise StoreError(f"{name!r}: cannot be the name of a class or predicate in Neo4j; use letters, digits and _ in the ontology")
    return "".join(f":`{name}`" for name in names)


Progress: TypeAlias = Callable[[int, int, str], None]  # done, in all, of what


def silent(done: int, total: int, what: str) -> None:
    """Progress that nobody watches."""
