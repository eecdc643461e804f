// Which laws, rules and plans did X issue, and from when are they in force?
// parameters:
//   by = "": who issued it, by any of its names; empty: everybody
//   what = "": the policy, by any of its names; empty: every policy
//   only = "asserted": only statements of this modality; empty: all
// columns: issuer, policy, date, valid_from, modality, report, issued
// order: date, issuer, policy

MATCH (a:Entity)<-[:SUBJECT]-(s:Statement {predicate: 'issuesPolicy'})-[:OBJECT]->(b:Entity), (s)-[:STATED_IN]->(r:Report)
WHERE ($by = '' OR any(n IN coalesce(a.names, []) + a.name WHERE toLower(n) = toLower($by)))
  AND ($what = '' OR any(n IN coalesce(b.names, []) + b.name WHERE toLower(n) = toLower($what)))
  AND ($only = '' OR s.modality = $only)
RETURN DISTINCT a.name AS issuer, b.name AS policy, s.date AS date, s.validFrom AS valid_from, s.modality AS modality,
  r.file AS report, r.issued AS issued
ORDER BY date, issuer, policy
