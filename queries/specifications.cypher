// What are the technical figures of X: parameters, context length and others?
// parameters:
//   of = "": the product, by any of its names; empty: every one
//   only = "asserted": only statements of this modality; empty: all
// columns: product, predicate, metric, value, unit, modality, report, issued
// order: product, predicate, metric, issued

MATCH (a:Entity)<-[:SUBJECT]-(s:Statement)-[:STATED_IN]->(r:Report)
WHERE s.predicate IN ['parameterCount', 'contextLength', 'hasSpecification']
  AND ($of = '' OR any(n IN coalesce(a.names, []) + a.name WHERE toLower(n) = toLower($of)))
  AND ($only = '' OR s.modality = $only)
RETURN DISTINCT a.name AS product, s.predicate AS predicate, s.metric AS metric, s.value AS value, s.unit AS unit,
  s.modality AS modality, r.file AS report, r.issued AS issued
ORDER BY product, predicate, metric, issued
