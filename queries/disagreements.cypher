// On what do two reports differ: one denies what the other says, or both assert it with another figure or another date? Figures are compared
// where unit, currency, metric, period, setting and round are the same; dates of acts that happen once, where neither is the coarser form of
// the other.
// parameters:
//   about = "": subject or object, by any of its names; empty: everything
// columns: subject, predicate, object, metric, period, unit, currency, setting, round, differs, said, report, issued, other_said, other_report, other_issued
// order: subject, predicate, object, differs, issued, other_issued

CALL () {
  MATCH (a:Entity)<-[:SUBJECT]-(s:Statement)-[:STATED_IN]->(r:Report),
    (a)<-[:SUBJECT]-(t:Statement {predicate: s.predicate, modality: 'denied'})-[:STATED_IN]->(u:Report)
  MATCH (s)-[:OBJECT]->(b:Entity)<-[:OBJECT]-(t)
  WHERE s.modality <> 'denied' AND r <> u
  RETURN a, s, b, r, u, 'modality' AS differs, s.modality AS said, 'denied' AS other_said
UNION
  MATCH (a:Entity)<-[:SUBJECT]-(s:Statement {modality: 'asserted'})-[:STATED_IN]->(r:Report),
    (a)<-[:SUBJECT]-(t:Statement {predicate: s.predicate, modality: 'asserted'})-[:STATED_IN]->(u:Report)
  WHERE r.id < u.id AND s.value <> t.value
    AND s.predicate IN ['parameterCount', 'contextLength', 'scoresOn', 'hasSpecification', 'costs', 'reportsMetric', 'raisesFunding']
    AND coalesce(s.unit, '') = coalesce(t.unit, '')
    AND coalesce(s.currency, '') = coalesce(t.currency, '')
    AND coalesce(s.metric, '') = coalesce(t.metric, '')
    AND coalesce(s.period, '') = coalesce(t.period, '')
    AND coalesce(s.setting, '') = coalesce(t.setting, '')
    AND coalesce(s.round, '') = coalesce(t.round, '')
    AND (s.predicate <> 'reportsMetric' OR s.period IS NOT NULL)
    AND (s.predicate <> 'raisesFunding' OR s.round IS NOT NULL)
  OPTIONAL MATCH (s)-[:OBJECT]->(b:Entity)
  OPTIONAL MATCH (t)-[:OBJECT]->(c:Entity)
  WITH a, s, b, c, t, r, u
  WHERE coalesce(b.id, '') = coalesce(c.id, '')
  RETURN a, s, b, r, u, 'figure' AS differs, s.value AS said, t.value AS other_said
UNION
  MATCH (a:Entity)<-[:SUBJECT]-(s:Statement {modality: 'asserted'})-[:STATED_IN]->(r:Report),
    (a)<-[:SUBJECT]-(t:Statement {predicate: s.predicate, modality: 'asserted'})-[:STATED_IN]->(u:Report)
  MATCH (s)-[:OBJECT]->(b:Entity)<-[:OBJECT]-(t)
  WHERE r.id < u.id AND NOT s.date STARTS WITH t.date AND NOT t.date STARTS WITH s.date
    AND s.predicate IN ['releases', 'openSources', 'discontinues', 'acquires', 'establishes', 'issuesPolicy', 'winsAward']
    AND (NOT s.date + t.date =~ '.*[QH].*' OR left(s.date, 4) <> left(t.date, 4))
  RETURN a, s, b, r, u, 'date' AS differs, s.date AS said, t.date AS other_said
}
WITH *
WHERE ($about = '' OR any(n IN coalesce(a.names, []) + a.name WHERE toLower(n) = toLower($about)))
  OR ($about = '' OR any(n IN coalesce(b.names, []) + b.name WHERE toLower(n) = toLower($about)))
RETURN DISTINCT a.name AS subject, s.predicate AS predicate, b.name AS object,
  CASE differs WHEN 'figure' THEN s.metric END AS metric, CASE differs WHEN 'figure' THEN s.period END AS period,
  CASE differs WHEN 'figure' THEN s.unit END AS unit, CASE differs WHEN 'figure' THEN s.currency END AS currency,
  CASE differs WHEN 'figure' THEN s.setting END AS setting, CASE differs WHEN 'figure' THEN s.round END AS round,
  differs AS differs, said AS said, r.file AS report, r.issued AS issued, other_said AS other_said, u.file AS other_report,
  u.issued AS other_issued
ORDER BY subject, predicate, object, differs, issued, other_issued
