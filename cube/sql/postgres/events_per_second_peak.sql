-- 1: 2026-03-01T05:00:00.000Z
-- 2: 2026-04-01T04:59:59.999Z
-- 3: 2026-03-01T05:00:00.000Z
-- 4: 2026-04-01T04:59:59.999Z
-- 5: 2026-03-01T05:00:00.000Z
-- 6: 2026-04-01T04:59:59.999Z
-- 7: default
SELECT
      date_trunc('day', ("event_rates".starts_at::timestamptz AT TIME ZONE 'America/Bogota')) "technical__rate_date_day", max("event_rates".events) "technical__events_per_second_peak"
    FROM
      (SELECT tenant_id, 'second:' || ns_text(starts_at) AS rate_id, starts_at, events, 0 AS elapsed_seconds FROM (
  SELECT tenant_id, ns_second(occurred_at) AS starts_at, COUNT(*) AS events
  FROM events
  WHERE NOT _deleted AND occurred_at < ns_now()
    AND (occurred_at >= CAST($1 AS TIMESTAMP) AND occurred_at < ns_add_seconds(CAST($2 AS TIMESTAMP), 1))
  GROUP BY 1, 2
) AS seconds UNION ALL SELECT f.tenant_id, 'hour:' || ns_text(h.starts_at), h.starts_at, 0,
  ns_seconds_between(
    CASE WHEN h.starts_at > f.since THEN h.starts_at ELSE f.since END,
    CASE WHEN h.ends_at < ns_now() THEN h.ends_at ELSE ns_now() END
  )
FROM (
  SELECT tenant_id, ns_second(MIN(occurred_at)) AS since FROM events WHERE NOT _deleted GROUP BY 1
) AS f JOIN ((SELECT
  ns_add_seconds(utc_hour, -CAST(ns_seconds_between(ns_hour(local_time), local_time) AS INTEGER)) AS starts_at,
  ns_add_seconds(next_utc_hour, -CAST(ns_seconds_between(ns_hour(next_local_time), next_local_time) AS INTEGER)) AS ends_at
FROM (
  SELECT utc_hour, next_utc_hour,
    (utc_hour::timestamptz AT TIME ZONE 'America/Bogota') AS local_time, (next_utc_hour::timestamptz AT TIME ZONE 'America/Bogota') AS next_local_time
  FROM (
    SELECT ns_add_seconds(ns_timestamp(d.day), CAST(3600 * (h.hour_number - 1) AS INTEGER)) AS utc_hour,
      ns_add_seconds(ns_timestamp(d.day), CAST(3600 * h.hour_number AS INTEGER)) AS next_utc_hour
    FROM calendar_days d
    CROSS JOIN (
      SELECT ROW_NUMBER() OVER (ORDER BY day) AS hour_number
      FROM calendar_days
      WHERE day < CAST('2000-01-25' AS DATE)
    ) AS h
    WHERE ns_timestamp(d.day) <= ns_add_days(ns_now(), 1)
      AND ns_timestamp(d.day) >= (
        SELECT ns_add_days(MIN(first_at), -2)
        FROM (
          SELECT MIN(started_at) AS first_at FROM flow_runs
          UNION ALL SELECT MIN(opened_at) FROM incidents
          UNION ALL SELECT MIN(occurred_at) FROM events
        ) AS firsts
      )
      AND (1 = 1)
      AND (ns_timestamp(d.day) >= ns_add_days(CAST($3 AS TIMESTAMP), -2) AND ns_timestamp(d.day) <= CAST($4 AS TIMESTAMP))
  ) AS utc_hours
) AS local_hours
)) AS h ON h.ends_at > f.since AND h.starts_at < ns_now()
) AS "event_rates"
LEFT JOIN (SELECT DISTINCT tenant_id FROM (SELECT tenant_id FROM watermarks UNION ALL SELECT tenant_id FROM users) AS t
) AS "tenants" ON "event_rates".tenant_id = "tenants".tenant_id  WHERE ("event_rates".starts_at >= $5::timestamp AND "event_rates".starts_at <= $6::timestamp) AND ("tenants".tenant_id = $7) GROUP BY 1 ORDER BY 1 ASC
