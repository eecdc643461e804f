// What do two or more reports state as a fact in the same way?
// parameters:
//   about = "": subject or object, by any of its names; empty: everything
// columns: subject, predicate, object, value, unit, currency, metric, period, setting, round, reports, last_issued
// order: -reports, subject, predicate, object

MATCH (a:Entity)<-[:SUBJECT]-(s:Statement)-[:STATED_IN]->(r:Report)
WHERE s.modality = 'asserted' AND NOT s.predicate IN ['publishedBy', 'authoredBy', 'rates', 'mentions']
OPTIONAL MATCH (s)-[:OBJECT]->(b:Entity)
WITH a, s, r, b
WHERE ($about = '' OR any(n IN coalesce(a.names, []) + a.name WHERE toLower(n) = toLower($about)))
  OR ($about = '' OR any(n IN coalesce(b.names, []) + b.name WHERE toLower(n) = toLower($about)))
WITH DISTINCT a, b, s, r
WITH a.id AS subject_id, a.name AS subject, s.predicate AS predicate, b.id AS object_id, b.name AS object,
  s.value AS value, s.unit AS unit, CASE WHEN s.value IS NOT NULL THEN s.currency END AS currency, s.metric AS metric, s.period AS period, s.setting AS setting, s.round AS round,
  count(DISTINCT r) AS reports, max(coalesce(r.issued, '')) AS last_issued
WHERE reports > 1
RETURN DISTINCT subject, predicate, object, value, unit, currency, metric, period, setting, round, reports, last_issued
ORDER BY reports DESC, subject, predicate, object
