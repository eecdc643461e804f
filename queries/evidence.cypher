// Which words of which page say so? All evidence of one edge, whatever its modality. `start` and `end` count code points of the report's
// text.
// parameters:
//   from = "": the subject, by any of its names; empty: every one
//   edge = "": the predicate, such as releases; empty: every one
//   to = "": the object, by any of its names; empty: every object and every value
// columns: subject, predicate, object, value, currency, modality, report, issued, page, start, end, quote
// order: subject, predicate, object, issued, report, start

MATCH (a)<-[:SUBJECT]-(s:Statement)-[:EVIDENCED_BY]->(e:Evidence), (s)-[:STATED_IN]->(r:Report)
WHERE ($edge = '' OR s.predicate = $edge)
  AND ($from = '' OR any(n IN coalesce(a.names, []) + a.name WHERE toLower(n) = toLower($from)))
OPTIONAL MATCH (s)-[:OBJECT]->(b:Entity)
WITH a, s, r, e, b
WHERE ($to = '' OR any(n IN coalesce(b.names, []) + b.name WHERE toLower(n) = toLower($to)))
RETURN DISTINCT a.name AS subject, s.predicate AS predicate, b.name AS object, s.value AS value, s.currency AS currency,
  s.modality AS modality, r.file AS report, r.issued AS issued, e.page AS page, e.start AS start, e.end AS end, e.quote AS quote
ORDER BY subject, predicate, object, issued, report, start
