-- 1: default
-- 2: 2026-03-31T23:59:59.999999
SELECT q_0.`operational__segment_date_month`, `segments__segment_people` `operational__segment_people` FROM (SELECT `operational.segment_date_series`.`date_from` `operational__segment_date_month`, sum(`segments__segment_people`) `segments__segment_people` FROM (SELECT TIMESTAMP(dates.f) date_from, TIMESTAMP(dates.t) date_to FROM (select '2026-03-01T00:00:00.000000' f, '2026-03-31T23:59:59.999999' t) AS dates) AS `operational.segment_date_series` LEFT JOIN (SELECT TIMESTAMP(DATETIME_TRUNC(TIMESTAMP(DATETIME(`segments_segment_people_cumulative__segments`.scored_at, 'America/Bogota')), MONTH)) `operational__segment_date_month`, sum(`segments_segment_people_cumulative__segments`.people) `segments__segment_people` FROM (WITH scores AS (
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
) AS `segments_segment_people_cumulative__segments`
LEFT JOIN (SELECT DISTINCT tenant_id FROM (SELECT tenant_id FROM watermarks UNION ALL SELECT tenant_id FROM users) AS t
) AS `segments_segment_people_cumulative__tenants` ON `segments_segment_people_cumulative__segments`.tenant_id = `segments_segment_people_cumulative__tenants`.tenant_id  WHERE (`segments_segment_people_cumulative__tenants`.tenant_id = ?) AND (TIMESTAMP(DATETIME(`segments_segment_people_cumulative__segments`.scored_at, 'America/Bogota')) <= TIMESTAMP(TIMESTAMP(?))) GROUP BY 1) AS `segments_segment_people_cumulative__base` ON `segments_segment_people_cumulative__base`.`operational__segment_date_month` <= TIMESTAMP(`operational.segment_date_series`.`date_to`) GROUP BY 1) AS q_0  ORDER BY 1 ASC
