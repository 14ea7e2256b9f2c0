-- 1: default
-- 2: 2026-03-31T23:59:59.999
SELECT q_0."operational__segment_date_month", "segments__hot_people" "operational__hot_people" FROM (SELECT "operational.segment_date_series"."date_from" "operational__segment_date_month", sum("segments__hot_people") "segments__hot_people" FROM (SELECT date_from::timestamp as "date_from", date_to::timestamp as "date_to" FROM (VALUES ('2026-03-01T00:00:00.000', '2026-03-31T23:59:59.999')) AS dates (date_from, date_to)) AS "operational.segment_date_series" LEFT JOIN (SELECT DATE_TRUNC('month', timezone('America/Bogota', "segments_hot_people_cumulative__segments".scored_at::timestamptz)) "operational__segment_date_month", sum(CASE WHEN "segments_hot_people_cumulative__segments".segment = 'hot' THEN "segments_hot_people_cumulative__segments".people ELSE 0 END) "segments__hot_people" FROM (WITH scores AS (
  SELECT tenant_id, user_id, scored_at,
    COALESCE(segment, CASE WHEN score < 40 THEN 'cold' WHEN score < 70 THEN 'warm' ELSE 'hot' END) AS band
  FROM score_history
  WHERE NOT _deleted
), changes AS (
  SELECT tenant_id, user_id, scored_at, band,
    LAG(band) OVER (PARTITION BY tenant_id, user_id ORDER BY scored_at) AS band_before
  FROM scores
), facts AS (
  SELECT tenant_id, user_id, scored_at, band AS segment, 1 AS people
  FROM changes
  WHERE band_before IS NULL OR band_before <> band
  UNION ALL
  SELECT tenant_id, user_id, scored_at, band_before, -1
  FROM changes
  WHERE band_before <> band
) SELECT f.tenant_id, f.user_id, f.scored_at, f.segment, f.people,
  COALESCE(u.country, '(not set)') AS country, COALESCE(u.first_utm_source, '(not set)') AS source
FROM facts f LEFT JOIN users u ON u.tenant_id = f.tenant_id AND u.user_id = f.user_id
) AS "segments_hot_people_cumulative__segments"
LEFT JOIN (SELECT DISTINCT tenant_id FROM (SELECT tenant_id FROM watermarks UNION ALL SELECT tenant_id FROM users) AS t
) AS "segments_hot_people_cumulative__tenants" ON "segments_hot_people_cumulative__segments".tenant_id = "segments_hot_people_cumulative__tenants".tenant_id  WHERE ("segments_hot_people_cumulative__tenants".tenant_id = ?) AND (timezone('America/Bogota', "segments_hot_people_cumulative__segments".scored_at::timestamptz) <= ?::timestamp) GROUP BY 1) AS "segments_hot_people_cumulative__base" ON "segments_hot_people_cumulative__base"."operational__segment_date_month" <= "operational.segment_date_series"."date_to" GROUP BY 1) AS q_0  ORDER BY 1 ASC
