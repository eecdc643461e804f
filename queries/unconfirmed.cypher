// What is denied, or only reported as hearsay, about X? `asserted_elsewhere`: some report states the same subject, predicate and object as a
// fact.
// parameters:
//   about = "": subject or object, by any of its names; empty: everything
//   only = "": denied or reported; empty: both
// columns: subject, predicate, object, value, currency, date, asserted_elsewhere, modality, report, issued
// order: modality, subject, predicate, object

MATCH (a:Entity)<-[:SUBJECT]-(s:Statement)-[:STATED_IN]->(r:Report)
WHERE s.modality IN ['denied', 'reported'] AND ($only = '' OR s.modality = $only)
  AND NOT s.predicate IN ['publishedBy', 'authoredBy', 'rates', 'mentions']
OPTIONAL MATCH (s)-[:OBJECT]->(b:Entity)
WITH a, s, r, b
WHERE ($about = '' OR any(n IN coalesce(a.names, []) + a.name WHERE toLower(n) = toLower($about)))
  OR ($about = '' OR any(n IN coalesce(b.names, []) + b.name WHERE toLower(n) = toLower($about)))
WITH a, s, r, b,
  b IS NOT NULL AND EXISTS { (a)<-[:SUBJECT]-(:Statement {predicate: s.predicate, modality: 'asserted'})-[:OBJECT]->(b) } AS asserted_elsewhere
RETURN DISTINCT a.name AS subject, s.predicate AS predicate, b.name AS object, s.value AS value, s.currency AS currency,
  s.date AS date, asserted_elsewhere AS asserted_elsewhere, s.modality AS modality, r.file AS report, r.issued AS issued
ORDER BY modality, subject, predicate, object
