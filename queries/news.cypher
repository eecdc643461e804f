// What is new since a date: which statements were first made in a report issued on or after it? Reports without a date count as the oldest;
// a plan that is now told as done is new.
// parameters:
//   since = "": a date such as 2024-06-28; empty: everything
// columns: subject, predicate, object, value, unit, currency, metric, period, modality, first_issued, report, reports
// order: -first_issued, report, subject, predicate, object

MATCH (a:Entity)<-[:SUBJECT]-(s:Statement)-[:STATED_IN]->(r:Report)
WHERE NOT s.predicate IN ['publishedBy', 'authoredBy', 'rates', 'mentions']
OPTIONAL MATCH (s)-[:OBJECT]->(b:Entity)
WITH a.id AS subject_id, b.id AS object_id, a.name AS subject, b.name AS object, s.predicate AS predicate,
  s.value AS value, s.unit AS unit, CASE WHEN s.value IS NOT NULL THEN s.currency END AS currency,
  s.metric AS metric, s.period AS period, s.modality AS modality, min(coalesce(r.issued, '') + ' ' + r.file) AS first, count(DISTINCT r) AS reports
WITH *, split(first, ' ')[0] AS first_issued, substring(first, size(split(first, ' ')[0]) + 1) AS report
WHERE first_issued >= $since
RETURN DISTINCT subject, predicate, object, value, unit, currency, metric, period, modality, first_issued, report, reports
ORDER BY first_issued DESC, report, subject, predicate, object
