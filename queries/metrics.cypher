// Which figures of its business did X report: revenue, profit, users, shipments? `change` is per cent on the year.
// parameters:
//   of = "": whose figures, by any of its names; empty: everybody's
//   like = "": words of the metric, such as 收入; empty: every metric
//   only = "asserted": only statements of this modality; empty: all
// columns: organization, metric, period, value, unit, currency, change, modality, report, issued
// order: organization, metric, period, issued

MATCH (a:Entity)<-[:SUBJECT]-(s:Statement {predicate: 'reportsMetric'})-[:STATED_IN]->(r:Report)
WHERE coalesce(s.metric, '') CONTAINS $like
  AND ($of = '' OR any(n IN coalesce(a.names, []) + a.name WHERE toLower(n) = toLower($of)))
  AND ($only = '' OR s.modality = $only)
RETURN DISTINCT a.name AS organization, s.metric AS metric, s.period AS period, s.value AS value, s.unit AS unit,
  s.currency AS currency, s.change AS change, s.modality AS modality, r.file AS report, r.issued AS issued
ORDER BY organization, metric, period, issued
