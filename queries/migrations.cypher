// Who offers the users of X a move to its own product, and to which?
// parameters:
//   from = "": the product whose users are wooed, by any of its names; empty: every one
//   by = "": who offers the move, by any of its names; empty: everybody
//   only = "asserted": only statements of this modality; empty: all
// columns: agent, from_product, to_product, date, modality, report, issued
// order: date, agent, from_product, to_product

MATCH (a:Entity)<-[:SUBJECT]-(s:Statement {predicate: 'offersMigration'})-[:OBJECT]->(b:Entity), (s)-[:STATED_IN]->(r:Report)
WHERE ($by = '' OR any(n IN coalesce(a.names, []) + a.name WHERE toLower(n) = toLower($by)))
  AND ($from = '' OR any(n IN coalesce(b.names, []) + b.name WHERE toLower(n) = toLower($from)))
  AND ($only = '' OR s.modality = $only)
OPTIONAL MATCH (s)-[:TO]->(p:Entity)
RETURN DISTINCT a.name AS agent, b.name AS from_product, p.name AS to_product, s.date AS date, s.modality AS modality,
  r.file AS report, r.issued AS issued
ORDER BY date, agent, from_product, to_product
