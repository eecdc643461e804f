// Which values did the tables give for an instrument over time: prices, changes, ratios, forecasts?
// parameters:
//   of = "": the instrument, by any of its names; empty: every one
//   what = "": the metric, such as close or peTTM; empty: every metric
// columns: instrument, metric, date, period, forecast, value, unit, currency, report, issued
// order: instrument, metric, date, period, issued

MATCH (a:Entity)<-[:OF]-(o:Observation)-[:STATED_IN]->(r:Report)
WHERE ($what = '' OR o.metric = $what)
  AND ($of = '' OR any(n IN coalesce(a.names, []) + a.name WHERE toLower(n) = toLower($of)))
RETURN DISTINCT a.name AS instrument, o.metric AS metric, o.date AS date, o.period AS period, o.forecast AS forecast,
  o.value AS value, o.unit AS unit, o.currency AS currency, r.file AS report, r.issued AS issued
ORDER BY instrument, metric, date, period, issued
