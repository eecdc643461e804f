// Which models beat M on benchmark B, the best first? Compared are asserted results of one unit whose settings do not differ; a higher score
// is taken to be the better one.
// parameters:
//   than = "": the model that is beaten, by any of its names; empty: every model
//   on = "": the benchmark, by any of its names; empty: every benchmark
// columns: model, benchmark, score, unit, setting, beaten, beaten_score, report, beaten_report
// order: benchmark, -score, model, beaten

MATCH (o:Entity)<-[:SUBJECT]-(t:Statement {predicate: 'scoresOn', modality: 'asserted'})-[:OBJECT]->(b:Entity), (t)-[:STATED_IN]->(u:Report)
WHERE ($than = '' OR any(n IN coalesce(o.names, []) + o.name WHERE toLower(n) = toLower($than)))
  AND ($on = '' OR any(n IN coalesce(b.names, []) + b.name WHERE toLower(n) = toLower($on)))
MATCH (m:Entity)<-[:SUBJECT]-(s:Statement {predicate: 'scoresOn', modality: 'asserted'})-[:OBJECT]->(b), (s)-[:STATED_IN]->(r:Report)
WHERE m <> o AND s.value > t.value AND coalesce(s.unit, '') = coalesce(t.unit, '')
  AND (s.setting IS NULL OR t.setting IS NULL OR s.setting = t.setting)
RETURN DISTINCT m.name AS model, b.name AS benchmark, s.value AS score, s.unit AS unit, s.setting AS setting, o.name AS beaten,
  t.value AS beaten_score, r.file AS report, u.file AS beaten_report
ORDER BY benchmark, score DESC, model, beaten
