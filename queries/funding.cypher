// Which funding rounds, placements and listings did X make, how much, and when? A round whose amount is not told has none.
// parameters:
//   of = "": who raises the money, by any of its names; empty: everybody
//   only = "asserted": only statements of this modality; empty: all
// columns: organization, round, amount, currency, date, modality, report, issued
// order: date, organization, round

MATCH (a:Entity)<-[:SUBJECT]-(s:Statement {predicate: 'raisesFunding'})-[:STATED_IN]->(r:Report)
WHERE ($of = '' OR any(n IN coalesce(a.names, []) + a.name WHERE toLower(n) = toLower($of)))
  AND ($only = '' OR s.modality = $only)
RETURN DISTINCT a.name AS organization, s.round AS round, s.value AS amount, s.currency AS currency, s.date AS date,
  s.modality AS modality, r.file AS report, r.issued AS issued
ORDER BY date, organization, round
