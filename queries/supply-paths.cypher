// Who supplies whom, directly or through others? Paths of up to three steps that visit nobody twice.
// parameters:
//   from = "": the supplier, by any of its names; empty: every one
//   to = "": the customer, by any of its names; empty: every one
//   most = 3: the most steps of a path, 1 to 3
// columns: supplier, via_1, via_2, customer, steps
// order: steps, supplier, via_1, via_2, customer

MATCH p = (a:Entity)-[e:SUPPLIES*1..3]->(b:Entity)
WHERE length(p) <= $most AND all(x IN e WHERE x.statements IS NOT NULL)
  AND all(x IN nodes(p) WHERE single(y IN nodes(p) WHERE y = x))
  AND ($from = '' OR any(n IN coalesce(a.names, []) + a.name WHERE toLower(n) = toLower($from)))
  AND ($to = '' OR any(n IN coalesce(b.names, []) + b.name WHERE toLower(n) = toLower($to)))
WITH [x IN nodes(p) | x.name] AS names
RETURN DISTINCT names[0] AS supplier, CASE WHEN size(names) > 2 THEN names[1] END AS via_1,
  CASE WHEN size(names) > 3 THEN names[2] END AS via_2, names[-1] AS customer, size(names) - 1 AS steps
ORDER BY steps, supplier, via_1, via_2, customer
