// Which acquisitions are only planned, and which are done (announced as a fact or completed)? `status` is that of the pair over all reports:
// done, planned, denied or rumoured.
// parameters:
//   of = "": the buyer or the bought, by any of its names; empty: everybody
// columns: acquirer, target, status, date, amount, currency, modality, report, issued
// order: acquirer, target, issued, date

MATCH (a:Entity)<-[:SUBJECT]-(s:Statement {predicate: 'acquires'})-[:OBJECT]->(b:Entity), (s)-[:STATED_IN]->(r:Report)
WHERE ($of = '' OR any(n IN coalesce(a.names, []) + a.name WHERE toLower(n) = toLower($of)))
  OR ($of = '' OR any(n IN coalesce(b.names, []) + b.name WHERE toLower(n) = toLower($of)))
WITH a, b, s, r, CASE
  WHEN EXISTS { (a)<-[:SUBJECT]-(:Statement {predicate: 'acquires', modality: 'asserted'})-[:OBJECT]->(b) } THEN 'done'
  WHEN EXISTS { (a)<-[:SUBJECT]-(:Statement {predicate: 'acquires', modality: 'planned'})-[:OBJECT]->(b) } THEN 'planned'
  WHEN EXISTS { (a)<-[:SUBJECT]-(:Statement {predicate: 'acquires', modality: 'denied'})-[:OBJECT]->(b) } THEN 'denied'
  ELSE 'rumoured' END AS status
RETURN DISTINCT a.name AS acquirer, b.name AS target, status AS status, s.date AS date, s.amount AS amount,
  s.currency AS currency, s.modality AS modality, r.file AS report, r.issued AS issued
ORDER BY acquirer, target, issued, date
