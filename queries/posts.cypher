// Who holds, held or was named to which post? Former posts are here too: `date` and `issued` tell how old the statement is.
// parameters:
//   of = "": the person, by any of its names; empty: everybody
//   at = "": the organization, by any of its names; empty: every one
//   only = "asserted": only statements of this modality; empty: all
// columns: person, title, organization, predicate, date, modality, report, issued
// order: organization, title, person, issued

MATCH (a:Entity)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(b:Entity), (s)-[:STATED_IN]->(r:Report)
WHERE s.predicate IN ['holdsPosition', 'appoints'] AND ($only = '' OR s.modality = $only)
WITH s, r, CASE s.predicate WHEN 'appoints' THEN b ELSE a END AS p, CASE s.predicate WHEN 'appoints' THEN a ELSE b END AS o
WHERE ($of = '' OR any(n IN coalesce(p.names, []) + p.name WHERE toLower(n) = toLower($of)))
  AND ($at = '' OR any(n IN coalesce(o.names, []) + o.name WHERE toLower(n) = toLower($at)))
RETURN DISTINCT p.name AS person, s.title AS title, o.name AS organization, s.predicate AS predicate, s.date AS date,
  s.modality AS modality, r.file AS report, r.issued AS issued
ORDER BY organization, title, person, issued
