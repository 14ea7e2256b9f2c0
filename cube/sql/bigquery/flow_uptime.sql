-- 1: 2026-03-01T05:00:00.000000Z
-- 2: 2026-04-01T04:59:59.999999Z
-- 3: 2026-03-01T05:00:00.000000Z
-- 4: 2026-04-01T04:59:59.999999Z
-- 5: default
SELECT
      TIMESTAMP(DATETIME_TRUNC(TIMESTAMP(DATETIME(`flow_hours`.hour_at, 'America/Bogota')), DAY)) `technical__uptime_date_day`, 1 - 1.0 * sum(`flow_hours`.seconds_down) / NULLIF(sum(`flow_hours`.seconds_in_service), 0) `technical__flow_uptime`
    FROM
      (WITH flow_starts AS (
  SELECT tenant_id, flow_id, COALESCE(MIN(started_at), MIN(opened_at)) AS since
  FROM (
    SELECT tenant_id, flow_id, started_at, CAST(NULL AS TIMESTAMP) AS opened_at
    FROM flow_runs
    WHERE NOT _deleted AND flow_id IS NOT NULL
    UNION ALL
    SELECT tenant_id, flow_id, CAST(NULL AS TIMESTAMP), opened_at
    FROM incidents
    WHERE NOT _deleted AND flow_id IS NOT NULL
  ) AS signs
  GROUP BY 1, 2
), spans AS (
  SELECT f.tenant_id, f.flow_id,
    CASE WHEN i.opened_at > f.since THEN i.opened_at ELSE f.since END AS starts_at,
    CASE WHEN i.resolved_at < ns_now() THEN i.resolved_at ELSE ns_now() END AS ends_at,
    CASE WHEN i.is_maintenance THEN 0 ELSE 1 END AS outages,
    CASE WHEN i.is_maintenance THEN 1 ELSE 0 END AS maintenances
  FROM flow_starts f
  JOIN incidents i ON i.tenant_id = f.tenant_id AND COALESCE(i.flow_id, f.flow_id) = f.flow_id
  WHERE NOT i._deleted
), changes AS (
  SELECT tenant_id, flow_id, changed_at, SUM(outages) AS outages, SUM(maintenances) AS maintenances
  FROM (
    SELECT tenant_id, flow_id, starts_at AS changed_at, outages, maintenances FROM spans WHERE ends_at > starts_at
    UNION ALL
    SELECT tenant_id, flow_id, ends_at, -outages, -maintenances FROM spans WHERE ends_at > starts_at
  ) AS ends
  GROUP BY 1, 2, 3
), states AS (
  SELECT tenant_id, flow_id, changed_at AS starts_at,
    LEAD(changed_at) OVER (PARTITION BY tenant_id, flow_id ORDER BY changed_at) AS ends_at,
    SUM(outages) OVER (
      PARTITION BY tenant_id, flow_id ORDER BY changed_at ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS outages,
    SUM(maintenances) OVER (
      PARTITION BY tenant_id, flow_id ORDER BY changed_at ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS maintenances
  FROM changes
), cells AS (
  SELECT f.tenant_id, f.flow_id, h.starts_at AS hour_at,
    CASE WHEN h.starts_at > f.since THEN h.starts_at ELSE f.since END AS starts_at,
    CASE WHEN h.ends_at < ns_now() THEN h.ends_at ELSE ns_now() END AS ends_at
  FROM flow_starts f
  JOIN ((SELECT
  ns_add_seconds(utc_hour, -CAST(ns_seconds_between(ns_hour(local_time), local_time) AS INTEGER)) AS starts_at,
  ns_add_seconds(next_utc_hour, -CAST(ns_seconds_between(ns_hour(next_local_time), next_local_time) AS INTEGER)) AS ends_at
FROM (
  SELECT utc_hour, next_utc_hour,
    TIMESTAMP(DATETIME(utc_hour, 'America/Bogota')) AS local_time, TIMESTAMP(DATETIME(next_utc_hour, 'America/Bogota')) AS next_local_time
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
      AND (ns_timestamp(d.day) >= ns_add_days(CAST(? AS TIMESTAMP), -2) AND ns_timestamp(d.day) <= CAST(? AS TIMESTAMP))
      AND (1 = 1)
  ) AS utc_hours
) AS local_hours
)) AS h ON h.ends_at > f.since AND h.starts_at < ns_now()
), pieces AS (
  SELECT c.tenant_id, c.flow_id, c.hour_at, s.maintenances,
    ns_seconds_between(
      CASE WHEN s.starts_at > c.starts_at THEN s.starts_at ELSE c.starts_at END,
      CASE WHEN s.ends_at < c.ends_at THEN s.ends_at ELSE c.ends_at END
    ) AS seconds
  FROM cells c
  JOIN states s ON s.tenant_id = c.tenant_id AND s.flow_id = c.flow_id AND s.starts_at < c.ends_at AND s.ends_at > c.starts_at
  WHERE s.outages > 0 OR s.maintenances > 0
) SELECT c.tenant_id, c.flow_id, c.hour_at,
  ns_seconds_between(c.starts_at, c.ends_at) - COALESCE(o.seconds_maintained, 0) AS seconds_in_service,
  COALESCE(o.seconds_down, 0) AS seconds_down
FROM cells c LEFT JOIN (
  SELECT tenant_id, flow_id, hour_at,
    SUM(CASE WHEN maintenances > 0 THEN seconds ELSE 0 END) AS seconds_maintained,
    SUM(CASE WHEN maintenances > 0 THEN 0 ELSE seconds END) AS seconds_down
  FROM pieces
  GROUP BY 1, 2, 3
) AS o ON o.tenant_id = c.tenant_id AND o.flow_id = c.flow_id AND o.hour_at = c.hour_at
) AS `flow_hours`
LEFT JOIN (SELECT DISTINCT tenant_id FROM (SELECT tenant_id FROM watermarks UNION ALL SELECT tenant_id FROM users) AS t
) AS `tenants` ON `flow_hours`.tenant_id = `tenants`.tenant_id  WHERE (`flow_hours`.hour_at >= TIMESTAMP(?) AND `flow_hours`.hour_at <= TIMESTAMP(?)) AND (`tenants`.tenant_id = ?) GROUP BY 1 ORDER BY 1 ASC
