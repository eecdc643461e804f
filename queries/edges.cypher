// What does the plain graph say of X: every edge that some report asserts, and by how many reports?
// parameters:
//   of = "": subject or object, by any of its names; empty: everything
// columns: subject, predicate, object, reports
// order: subject, predicate, object

MATCH (a:Entity)-[e]->(b:Entity)
WHERE e.statements IS NOT NULL AND NOT a:Report AND (($of = '' OR any(n IN coalesce(a.names, []) + a.name WHERE toLower(n) = toLower($of)))
  OR ($of = '' OR any(n IN coalesce(b.names, []) + b.name WHERE toLower(n) = toLower($of))))
WITH a.id AS subject_id, b.id AS object_id, a.name AS subject,
  reduce(w = '', x IN split(toLower(type(e)), '_') | w + CASE w WHEN '' THEN x ELSE toUpper(left(x, 1)) + substring(x, 1) END) AS predicate,
  b.name AS object, e.reports AS reports
RETURN DISTINCT subject, predicate, object, reports
ORDER BY subject, predicate, object
