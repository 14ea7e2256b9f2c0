-- 1: 2026-03-01T05:00:00.000Z
-- 2: 2026-04-01T04:59:59.999Z
-- 3: default
SELECT
      date_trunc('month', ("sponsorship".accrued_at::timestamptz AT TIME ZONE 'America/Bogota')) "executive__sponsorship_date_month", ns_double(sum("sponsorship".revenue) - sum("sponsorship".cost)) / NULLIF(sum("sponsorship".cost), 0) "executive__sponsorship_roi"
    FROM
      (SELECT
  e.tenant_id, e.entry_id, e.sponsor_id, d.day, ns_add_seconds(ns_timestamp(d.day), 43200) AS accrued_at,
  COALESCE(s.name, e.sponsor_id) AS sponsor_name, COALESCE(s.tier, '(not set)') AS tier,
  CASE WHEN e.kind = 'revenue' THEN e.amount_per_day ELSE 0 END AS revenue,
  CASE WHEN e.kind = 'cost' THEN e.amount_per_day ELSE 0 END AS cost,
  CASE WHEN e.kind = 'revenue' AND e.amount_per_day >= 0 THEN e.sponsor_id END AS active_sponsor_id
FROM (
  SELECT tenant_id, entry_id, sponsor_id, kind, period_start, period_end,
    ns_double(amount_base) / (ns_seconds_between(ns_timestamp(period_start), ns_timestamp(period_end)) / 86400 + 1) AS amount_per_day
  FROM (
    SELECT tenant_id, entry_id, sponsor_id, kind, amount_base, period_start,
      CASE WHEN period_end > period_start THEN period_end ELSE period_start END AS period_end
    FROM sponsorship_entries
    WHERE NOT _deleted
  ) AS entries
) AS e JOIN calendar_days d ON d.day >= e.period_start AND d.day <= e.period_end
  AND ns_timestamp(d.day) <= ns_day((ns_now()::timestamptz AT TIME ZONE 'America/Bogota'))
LEFT JOIN sponsors s ON s.tenant_id = e.tenant_id AND s.sponsor_id = e.sponsor_id
) AS "sponsorship"
LEFT JOIN (SELECT DISTINCT tenant_id FROM (SELECT tenant_id FROM watermarks UNION ALL SELECT tenant_id FROM users) AS t
) AS "tenants" ON "sponsorship".tenant_id = "tenants".tenant_id  WHERE ("sponsorship".accrued_at >= $1::timestamp AND "sponsorship".accrued_at <= $2::timestamp) AND ("tenants".tenant_id = $3) GROUP BY 1 ORDER BY 1 ASC
