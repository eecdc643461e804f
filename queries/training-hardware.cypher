// Which chips and machines were models trained on, how many, for how long?
// parameters:
//   of = "": the model, by any of its names; empty: every model
//   on = "": the hardware, by any of its names; empty: all
//   only = "asserted": only statements of this modality; empty: all
// columns: model, hardware, count, duration, modality, report, issued
// order: model, -count, hardware

MATCH (a:Entity)<-[:SUBJECT]-(s:Statement {predicate: 'trainedOn'})-[:OBJECT]->(b:Chip|Hardware), (s)-[:STATED_IN]->(r:Report)
WHERE ($of = '' OR any(n IN coalesce(a.names, []) + a.name WHERE toLower(n) = toLower($of)))
  AND ($on = '' OR any(n IN coalesce(b.names, []) + b.name WHERE toLower(n) = toLower($on)))
  AND ($only = '' OR s.modality = $only)
RETURN DISTINCT a.name AS model, b.name AS hardware, s.count AS count, s.duration AS duration, s.modality AS modality,
  r.file AS report, r.issued AS issued
ORDER BY model, count DESC, hardware
