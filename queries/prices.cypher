// What does X cost, and who changed its price by how much?
// parameters:
//   of = "": the product, by any of its names; empty: every one
//   only = "asserted": only statements of this modality; empty: all
// columns: product, predicate, agent, price, currency, unit, percent, date, valid_from, modality, report, issued
// order: product, date, issued

MATCH (s:Statement)-[:STATED_IN]->(r:Report)
WHERE s.predicate IN ['costs', 'changesPrice']
MATCH (s)-[e:SUBJECT|OBJECT]->(b:Entity)
WHERE type(e) = CASE s.predicate WHEN 'costs' THEN 'SUBJECT' ELSE 'OBJECT' END
  AND ($of = '' OR any(n IN coalesce(b.names, []) + b.name WHERE toLower(n) = toLower($of)))
  AND ($only = '' OR s.modality = $only)
OPTIONAL MATCH (s)-[:SUBJECT]->(a:Entity) WHERE s.predicate = 'changesPrice'
RETURN DISTINCT b.name AS product, s.predicate AS predicate, a.name AS agent, s.value AS price, s.currency AS currency,
  s.unit AS unit, s.percent AS percent, s.date AS date, s.validFrom AS valid_from, s.modality AS modality, r.file AS report,
  r.issued AS issued
ORDER BY product, date, issued
