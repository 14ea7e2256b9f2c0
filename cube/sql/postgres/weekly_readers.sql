-- 1: 2026-03-01T05:00:00.000Z
-- 2: 2026-04-01T04:59:59.999Z
-- 3: default
SELECT
      date_trunc('week', ("dashboard_usage".occurred_at::timestamptz AT TIME ZONE 'America/Bogota')) "adoption__usage_date_week", count(distinct "dashboard_usage".reader_id) "adoption__weekly_readers"
    FROM
      (SELECT tenant_id, event_id, occurred_at, kind, COALESCE(role, '(not set)') AS role, COALESCE(view, '(not set)') AS view_name,
  COALESCE(kpi, '(not set)') AS kpi, report_kind, slo_class, duration_s, baseline_s,
  CASE WHEN kind = 'kpi_view' AND slo_class = 'tactical' THEN 1 ELSE 0 END AS tactical_views,
  CASE WHEN kind = 'kpi_view' AND slo_class = 'tactical' AND lag_s <= 300 THEN 1 ELSE 0 END AS tactical_views_fresh,
  CASE WHEN kind = 'kpi_view' THEN subject_id END AS reader_id,
  CASE WHEN kind = 'kpi_view' AND role IN ('director', 'marketing', 'devops', 'analyst', 'consultant') THEN role END AS reader_role,
  CASE WHEN kind = 'report' THEN 1 ELSE 0 END AS reports,
  CASE WHEN kind = 'report' AND duration_s IS NOT NULL THEN 1 ELSE 0 END AS timed_reports,
  CASE WHEN kind = 'report' AND baseline_s > 0 AND duration_s IS NOT NULL THEN 1 ELSE 0 END AS compared_reports,
  CASE WHEN kind = 'report' AND from_pack AND report_kind IN ('wbr', 'mbr', 'qbr') THEN 1 ELSE 0 END AS review_packs
FROM usage_events WHERE NOT _deleted
) AS "dashboard_usage"
LEFT JOIN (SELECT DISTINCT tenant_id FROM (SELECT tenant_id FROM watermarks UNION ALL SELECT tenant_id FROM users) AS t
) AS "tenants" ON "dashboard_usage".tenant_id = "tenants".tenant_id  WHERE ("dashboard_usage".occurred_at >= $1::timestamp AND "dashboard_usage".occurred_at <= $2::timestamp) AND ("tenants".tenant_id = $3) GROUP BY 1 ORDER BY 1 ASC
