// With whom does X work together, on what, since when? The edge has no direction: each pair is found from both ends.
// parameters:
//   of = "": one of the partners, by any of its names; empty: everybody
//   only = "asserted": only statements of this modality; empty: all
// columns: agent, partner, matter, date, modality, report, issued
// order: agent, partner, issued

MATCH (a:Entity)<-[:SUBJECT|OBJECT]-(s:Statement {predicate: 'partnersWith'})-[:SUBJECT|OBJECT]->(b:Entity), (s)-[:STATED_IN]->(r:Report)
WHERE a <> b AND ($of = '' OR any(n IN coalesce(a.names, []) + a.name WHERE toLower(n) = toLower($of)))
  AND ($only = '' OR s.modality = $only)
RETURN DISTINCT a.name AS agent, b.name AS partner, s.matter AS matter, s.date AS date, s.modality AS modality, r.file AS report,
  r.issued AS issued
ORDER BY agent, partner, issued
