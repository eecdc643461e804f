// What happened to X, and when? Statements that have a date (else the day from which they hold), the earliest first.
// parameters:
//   of = "": subject or object, by any of its names; empty: everything
//   since = "": the first date, such as 2024 or 2024-06-28; empty: from the beginning
//   until = "": the first date that is not wanted any more; empty: to the end
//   only = "asserted": only statements of this modality; empty: all
// columns: date, subject, predicate, object, value, unit, currency, modality, report, issued
// order: date, subject, predicate, object

MATCH (a:Entity)<-[:SUBJECT]-(s:Statement)-[:STATED_IN]->(r:Report)
WHERE NOT s.predicate IN ['publishedBy', 'authoredBy', 'rates', 'mentions']
OPTIONAL MATCH (s)-[:OBJECT]->(b:Entity)
WITH a, s, r, b, coalesce(s.date, s.validFrom) AS date
WHERE date >= $since AND ($until = '' OR date < $until) AND ($only = '' OR s.modality = $only)
  AND (($of = '' OR any(n IN coalesce(a.names, []) + a.name WHERE toLower(n) = toLower($of)))
  OR ($of = '' OR any(n IN coalesce(b.names, []) + b.name WHERE toLower(n) = toLower($of))))
RETURN DISTINCT date AS date, a.name AS subject, s.predicate AS predicate, b.name AS object, s.value AS value, s.unit AS unit,
  s.currency AS currency, s.modality AS modality, r.file AS report, r.issued AS issued
ORDER BY date, subject, predicate, object
