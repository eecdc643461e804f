// Under which names is X known, and what is its IRI?
// parameters:
//   of = "": the entity, by any of its names; empty: every entity
// columns: entity, other_name, id
// order: entity, other_name

MATCH (a:Entity)
WHERE a.id STARTS WITH 'https://w3id.org/report-kg/entity/'
  AND ($of = '' OR any(n IN coalesce(a.names, []) + a.name WHERE toLower(n) = toLower($of)))
UNWIND CASE WHEN all(n IN coalesce(a.names, []) WHERE n = a.name) THEN [null] ELSE [n IN a.names WHERE n <> a.name] END AS n
RETURN DISTINCT a.name AS entity, n AS other_name, a.id AS id
ORDER BY entity, other_name
