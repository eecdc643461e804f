// What do two companies (or other agents) share: which third entity stands next to both in the plain graph? A direction says whether the
// edge goes to or from the shared neighbour.
// parameters:
//   first = "": one, by any of its names; empty: every agent
//   second = "": the other, by any of its names; empty: every agent
// columns: neighbour, first_entity, first_predicate, first_direction, second_entity, second_predicate, second_direction
// order: neighbour, first_entity, first_predicate, second_entity, second_predicate

MATCH (a:Agent)-[e]-(n:Entity)-[f]-(b:Agent)
WHERE a <> b AND a <> n AND b <> n
  AND e.statements IS NOT NULL AND f.statements IS NOT NULL
  AND ($first = '' OR any(n IN coalesce(a.names, []) + a.name WHERE toLower(n) = toLower($first)))
  AND ($second = '' OR any(n IN coalesce(b.names, []) + b.name WHERE toLower(n) = toLower($second)))
RETURN DISTINCT n.name AS neighbour, a.name AS first_entity,
  reduce(w = '', x IN split(toLower(type(e)), '_') | w + CASE w WHEN '' THEN x ELSE toUpper(left(x, 1)) + substring(x, 1) END) AS first_predicate,
  CASE startNode(e) WHEN a THEN 'to' ELSE 'from' END AS first_direction, b.name AS second_entity,
  reduce(w = '', x IN split(toLower(type(f)), '_') | w + CASE w WHEN '' THEN x ELSE toUpper(left(x, 1)) + substring(x, 1) END) AS second_predicate,
  CASE startNode(f) WHEN b THEN 'to' ELSE 'from' END AS second_direction
ORDER BY neighbour, first_entity, first_predicate, second_entity, second_predicate
