const COLUMNS = [
  "user_pseudo_id",
  "user_id",
  "started_at",
  "ended_at",
  "utm_source",
  "utm_medium",
  "utm_campaign",
  "utm_content",
  "utm_term",
  "channel_group",
  "engaged",
  "engagement_ms",
  "device",
  "country",
];

/**
 * Builds sessions from their events, once the old rows are deleted: always the whole session, so that repeated, late and reordered events give the
 * same row. What an event knows about its session is in its `_raw` (`ns_*`) and `params`; see sources/ga4.ts.
 *
 * - an event of the site that GA4 tells of too is `_deleted`: see sources/firstParty/reconcile.ts
 * - source: of the event with the best kind of source (last click of the session, collected, first touch), then the earliest
 * - person: the first who named themselves in the session, else who the browser belongs to
 * - engaged: GA4's flag, or 10 s of engagement
 *
 * Parameters: `$tenant`, `$source`, `$loaded`, `$run`, and `$from`, `$to`: a time that no event of these sessions is
 * outside of, which spares reading the rest of the table. `sessionIds` is a query that gives the sessions to rebuild.
 */
export function buildSessions(sessionIds: string): string {
  return `INSERT INTO sessions (tenant_id, session_id, ${COLUMNS.join(", ")}, source, source_id, _loaded_at, _run_id, _deleted)
SELECT CAST($tenant AS VARCHAR), session_id, user_pseudo_id, user_id, started_at, ended_at,
  first.utm_source, first.utm_medium, first.utm_campaign, first.utm_content, first.utm_term,
  coalesce(first.channel, 'Direct'), coalesce(flagged, false) OR engagement >= 10000, CAST(engagement AS BIGINT),
  device, country, CAST($source AS VARCHAR), session_id, CAST($loaded AS TIMESTAMP), CAST($run AS VARCHAR), false
FROM (
  SELECT session_id,
    min(user_pseudo_id) AS user_pseudo_id,
    coalesce(arg_min(user_id, moment) FILTER (WHERE raw[4] IS NOT NULL), min(user_id)) AS user_id,
    min(occurred_at) AS started_at,
    max(occurred_at) AS ended_at,
    arg_min(utm, (coalesce(raw[3], '4'), moment)) FILTER (WHERE utm.utm_source IS NOT NULL) AS first,
    bool_or(param[2] IN ('1', 'true')) AS flagged,
    coalesce(sum(TRY_CAST(param[1] AS DOUBLE)), 0) AS engagement,
    arg_min(raw[1], moment) AS device,
    arg_min(raw[2], moment) AS country
  FROM (
    SELECT session_id, user_pseudo_id, user_id, occurred_at, (occurred_at, event_id) AS moment,
      _raw->>['$.ns_device', '$.ns_country', '$.ns_utm_rank', '$.user_id', '$.ns_channel'] AS raw,
      params->>['$.engagement_time_msec', '$.session_engaged'] AS param,
      {utm_source: utm_source, utm_medium: utm_medium, utm_campaign: utm_campaign, utm_content: utm_content,
       utm_term: utm_term, channel: raw[5]} AS utm
    FROM events
    WHERE tenant_id = $tenant AND occurred_at BETWEEN CAST($from AS TIMESTAMP) AND CAST($to AS TIMESTAMP)
      AND NOT _deleted AND session_id IN (${sessionIds})
  )
  GROUP BY session_id
)
ORDER BY started_at`;
}
