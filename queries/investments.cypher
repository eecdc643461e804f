// Who put money into whom, how much, and when? (Whole companies that are bought: acquisitions.)
// parameters:
//   by = "": the investor, by any of its names; empty: everybody
//   into = "": where the money went, by any of its names; empty: everywhere
//   only = "asserted": only statements of this modality; empty: all
// columns: investor, target, amount, currency, date, modality, report, issued
// order: date, investor, target

MATCH (a:Entity)<-[:SUBJECT]-(s:Statement {predicate: 'investsIn'})-[:OBJECT]->(b:Entity), (s)-[:STATED_IN]->(r:Report)
WHERE ($by = '' OR any(n IN coalesce(a.names, []) + a.name WHERE toLower(n) = toLower($by)))
  AND ($into = '' OR any(n IN coalesce(b.names, []) + b.name WHERE toLower(n) = toLower($into)))
  AND ($only = '' OR s.modality = $only)
RETURN DISTINCT a.name AS investor, b.name AS target, s.amount AS amount, s.currency AS currency, s.date AS date,
  s.modality AS modality, r.file AS report, r.issued AS issued
ORDER BY date, investor, target
