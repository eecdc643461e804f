// How did the ratings and target prices of X go? A company's listed shares are found by the company's name too.
// parameters:
//   of = "": the company, share or industry, by any of its names; empty: everything that is rated
//   by = "": who published the report, by any of its names; empty: everybody
// columns: rated, rating, previous_rating, target_price, previous_target_price, currency, publisher, report, issued
// order: rated, issued, publisher

MATCH (s:Statement {predicate: 'rates', modality: 'asserted'})-[:OBJECT]->(b:Entity), (s)-[:STATED_IN]->(r:Report)
WHERE ($of = '' OR any(n IN coalesce(b.names, []) + b.name WHERE toLower(n) = toLower($of)))
  OR EXISTS { (c:Entity)-[:LISTED_AS]->(b) WHERE any(n IN coalesce(c.names, []) + c.name WHERE toLower(n) = toLower($of)) }
OPTIONAL MATCH (r)-[:PUBLISHED_BY]->(p:Entity)
WITH s, b, r, p
WHERE ($by = '' OR any(n IN coalesce(p.names, []) + p.name WHERE toLower(n) = toLower($by)))
RETURN DISTINCT b.name AS rated, s.rating AS rating, s.previousRating AS previous_rating, s.targetPrice AS target_price,
  s.previousTargetPrice AS previous_target_price, s.currency AS currency, p.name AS publisher, r.file AS report,
  r.issued AS issued
ORDER BY rated, issued, publisher
