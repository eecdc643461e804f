// What did X release, and when? `valid_from` is the day of an announced release.
// parameters:
//   by = "": who released it, by any of its names; empty: everybody
//   what = "": what was released, by any of its names; empty: everything
//   only = "asserted": only statements of this modality; empty: all
// columns: agent, product, date, valid_from, modality, report, issued
// order: date, agent, product

MATCH (a:Entity)<-[:SUBJECT]-(s:Statement {predicate: 'releases'})-[:OBJECT]->(b:Entity), (s)-[:STATED_IN]->(r:Report)
WHERE ($by = '' OR any(n IN coalesce(a.names, []) + a.name WHERE toLower(n) = toLower($by)))
  AND ($what = '' OR any(n IN coalesce(b.names, []) + b.name WHERE toLower(n) = toLower($what)))
  AND ($only = '' OR s.modality = $only)
RETURN DISTINCT a.name AS agent, b.name AS product, s.date AS date, s.validFrom AS valid_from, s.modality AS modality,
  r.file AS report, r.issued AS issued
ORDER BY date, agent, product
