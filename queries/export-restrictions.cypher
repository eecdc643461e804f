// Who restricts the export of what to where, in force from when?
// parameters:
//   by = "": who restricts it, by any of its names; empty: everybody
//   what = "": what must not be exported, by any of its names; empty: everything
//   to = "": the destination, by any of its names; empty: also restrictions that name none
//   only = "asserted": only statements of this modality; empty: all
// columns: restrictor, item, place, date, valid_from, modality, report, issued
// order: valid_from, date, restrictor, item

MATCH (a:Entity)<-[:SUBJECT]-(s:Statement {predicate: 'restrictsExport'})-[:OBJECT]->(b:Entity), (s)-[:STATED_IN]->(r:Report)
WHERE ($by = '' OR any(n IN coalesce(a.names, []) + a.name WHERE toLower(n) = toLower($by)))
  AND ($what = '' OR any(n IN coalesce(b.names, []) + b.name WHERE toLower(n) = toLower($what)))
  AND ($only = '' OR s.modality = $only)
OPTIONAL MATCH (s)-[:PLACE]->(p:Entity)
WITH a, b, s, r, p
WHERE ($to = '' OR any(n IN coalesce(p.names, []) + p.name WHERE toLower(n) = toLower($to)))
RETURN DISTINCT a.name AS restrictor, b.name AS item, p.name AS place, s.date AS date, s.validFrom AS valid_from,
  s.modality AS modality, r.file AS report, r.issued AS issued
ORDER BY valid_from, date, restrictor, item
