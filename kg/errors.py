"""What can go wrong in the world. Faults in the data are values (`Violation`), not exceptions.

    KgError
    ├── ReportError        one report cannot be read; the others are built
    ├── OntologyError      a mistake in the ontology's files, with file and line
    ├── UsageError         wrong use: no such path, nothing to read, an output folder that cannot be made
    ├── BuildFolderError   a build's folder is unfinished, damaged or cannot be written
    ├── StoreError         the database cannot be reached, refused us, or holds what we must not touch
    └── ModelError         the language model's server failed for good
"""


class KgError(Exception):
    """Says what is wrong, names the file or address, and what to do next."""


class ReportError(KgError):
    def __init__(self, file: str, reason: str, advice: str) -> None:
        super().__init__(f"{file}: {reason}; {advice}")
        self.file, self.reason, self.advice = file, reason, advice


class OntologyError(KgError):
    def __init__(self, file: str, line: int | None, reason: str) -> None:
        super().__init__(f"{file}:{line}: {reason}" if line else f"{file}: {reason}")
        self.file, self.line, self.reason = file, line, reason


class UsageError(KgError):
    pass


class BuildFolderError(KgError):
    pass


class StoreError(KgError):
    pass


class ModelError(KgError):
    pass
