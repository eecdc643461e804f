// Who sues, investigates or fines whom, and why?
// parameters:
//   about = "": either side, by any of its names; empty: everybody
//   only = "asserted": only statements of this modality; empty: all
// columns: actor, predicate, target, matter, amount, currency, date, modality, report, issued
// order: date, actor, target

MATCH (a:Entity)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(b:Entity), (s)-[:STATED_IN]->(r:Report)
WHERE s.predicate IN ['sues', 'investigates', 'penalizes'] AND ($only = '' OR s.modality = $only)
  AND (($about = '' OR any(n IN coalesce(a.names, []) + a.name WHERE toLower(n) = toLower($about)))
  OR ($about = '' OR any(n IN coalesce(b.names, []) + b.name WHERE toLower(n) = toLower($about))))
RETURN DISTINCT a.name AS actor, s.predicate AS predicate, b.name AS target, s.matter AS matter, s.amount AS amount,
  s.currency AS currency, s.date AS date, s.modality AS modality, r.file AS report, r.issued AS issued
ORDER BY date, actor, target
