// What is said to be better than X, by which measure and how many times? (Measured results: better-models.)
// parameters:
//   than = "": the product that is beaten, by any of its names; empty: every one
//   only = "asserted": only statements of this modality; empty: all
// columns: product, beaten, metric, factor, modality, report, issued
// order: -factor, product, beaten

MATCH (a:Entity)<-[:SUBJECT]-(s:Statement {predicate: 'outperforms'})-[:OBJECT]->(b:Entity), (s)-[:STATED_IN]->(r:Report)
WHERE ($than = '' OR any(n IN coalesce(b.names, []) + b.name WHERE toLower(n) = toLower($than)))
  AND ($only = '' OR s.modality = $only)
RETURN DISTINCT a.name AS product, b.name AS beaten, s.metric AS metric, s.factor AS factor, s.modality AS modality,
  r.file AS report, r.issued AS issued
ORDER BY factor DESC, product, beaten
