-- 1: 2026-03-01T05:00:00.000Z
-- 2: 2026-04-01T04:59:59.999Z
-- 3: default
SELECT
      date_trunc('DAY', CONVERT_TIMEZONE('America/Bogota', "source_freshness".measured_at::timestamp_tz)::timestamp_ntz) "technical__lag_date_day", max("source_freshness".lag_seconds) "technical__source_lag_seconds"
    FROM
      (SELECT tenant_id, source, measured_at, slo_seconds,
  CASE WHEN seconds_since_load > 0 THEN seconds_since_load ELSE 0 END AS lag_seconds
FROM (
  SELECT tenant_id, source, ns_now() AS measured_at, ns_seconds_between(last_loaded_at, ns_now()) AS seconds_since_load,
    CASE WHEN source IN ('sponsorship', 'usage') THEN 86400 ELSE 300 END AS slo_seconds
  FROM watermarks
  WHERE last_loaded_at IS NOT NULL
) AS lags
) AS "source_freshness"
LEFT JOIN (SELECT DISTINCT tenant_id FROM (SELECT tenant_id FROM watermarks UNION ALL SELECT tenant_id FROM users) AS t
) AS "tenants" ON "source_freshness".tenant_id = "tenants".tenant_id  WHERE ("source_freshness".measured_at >= ?::timestamp_ntz AND "source_freshness".measured_at <= ?::timestamp_ntz) AND ("tenants".tenant_id = ?) GROUP BY 1 ORDER BY 1 ASC
