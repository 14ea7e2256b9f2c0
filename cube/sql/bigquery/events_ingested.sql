-- 1: 2026-03-01T05:00:00.000000Z
-- 2: 2026-04-01T04:59:59.999999Z
-- 3: default
SELECT
      TIMESTAMP(DATETIME_TRUNC(TIMESTAMP(DATETIME(`ingested_events`.occurred_at, 'America/Bogota')), DAY)) `technical__event_date_day`, count(`ingested_events`.event_id) `technical__events_ingested`
    FROM
      (SELECT tenant_id, event_id, occurred_at, received_at, name FROM events WHERE NOT _deleted
) AS `ingested_events`
LEFT JOIN (SELECT DISTINCT tenant_id FROM (SELECT tenant_id FROM watermarks UNION ALL SELECT tenant_id FROM users) AS t
) AS `tenants` ON `ingested_events`.tenant_id = `tenants`.tenant_id  WHERE (`ingested_events`.occurred_at >= TIMESTAMP(?) AND `ingested_events`.occurred_at <= TIMESTAMP(?)) AND (`tenants`.tenant_id = ?) GROUP BY 1 ORDER BY 1 ASC
