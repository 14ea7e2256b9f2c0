/**
 * Every code a caller or an operator can meet, with the HTTP status it answers with and its short title.
 * Codes are stable: a client may switch on them. `docs/api.md` lists the same ones.
 */
export const ERROR_CODES = {
  token_missing: { status: 401, title: "No token" },
  token_malformed: { status: 401, title: "Not a token" },
  token_algorithm: { status: 401, title: "Token algorithm refused" },
  token_signature: { status: 401, title: "Token signature invalid" },
  token_expired: { status: 401, title: "Token expired" },
  token_not_yet_valid: { status: 401, title: "Token not valid yet" },
  token_audience: { status: 401, title: "Token for another audience" },
  token_issuer: { status: 401, title: "Token from another issuer" },
  token_lifetime: { status: 401, title: "Token lives too long" },
  token_claims: { status: 401, title: "Token claims refused" },
  grant_invalid: { status: 400, title: "Token cannot be signed" },
  body_too_large: { status: 413, title: "Body too large" },
  body_malformed: { status: 400, title: "Body is not JSON" },
  request_invalid: { status: 400, title: "Request invalid" },
  too_many_queries: { status: 400, title: "Too many queries" },
  duplicate_id: { status: 400, title: "Duplicate query id" },
  query_invalid: { status: 400, title: "Query invalid" },
  query_empty: { status: 400, title: "Query asks for nothing" },
  query_mixes_views: { status: 400, title: "Query mixes views" },
  unknown_member: { status: 400, title: "Unknown member" },
  unknown_operator: { status: 400, title: "Unknown operator" },
  operator_not_applicable: { status: 400, title: "Operator not applicable" },
  filter_not_applicable: { status: 400, title: "Filter not applicable" },
  filter_values_invalid: { status: 400, title: "Filter values invalid" },
  filter_group_invalid: { status: 400, title: "Filter group invalid" },
  granularity_invalid: { status: 400, title: "Granularity invalid" },
  date_range_invalid: { status: 400, title: "Date range invalid" },
  time_zone_invalid: { status: 400, title: "Time zone invalid" },
  order_invalid: { status: 400, title: "Order invalid" },
  limit_invalid: { status: 400, title: "Limit invalid" },
  query_refused: { status: 400, title: "Query refused by the semantic layer" },
  member_denied: { status: 403, title: "Member outside the role" },
  member_masked: { status: 403, title: "Member masked for the role" },
  row_filter_not_applicable: { status: 403, title: "Row filter cannot be applied" },
  role_missing: { status: 403, title: "Role missing" },
  capability_missing: { status: 403, title: "Capability missing" },
  not_found: { status: 404, title: "Not found" },
  rule_invalid: { status: 422, title: "Alert rule invalid" },
  rule_changed: { status: 409, title: "Alert rule changed meanwhile" },
  rule_from_code: { status: 409, title: "Alert rule from a file" },
  report_invalid: { status: 422, title: "Review text invalid" },
  report_changed: { status: 409, title: "Review changed meanwhile" },
  chart_invalid: { status: 422, title: "Chart invalid" },
  chart_changed: { status: 409, title: "Chart changed meanwhile" },
  board_changed: { status: 409, title: "Board changed meanwhile" },
  too_many_charts: { status: 409, title: "Too many charts" },
  suggestion_invalid: { status: 422, title: "Suggestion invalid" },
  suggestion_changed: { status: 409, title: "Suggestion changed meanwhile" },
  suggestion_denied: { status: 403, title: "Not yours to change" },
  link_invalid: { status: 400, title: "Not a link" },
  link_too_long: { status: 413, title: "Too much for a link" },
  link_expired: { status: 410, title: "Link expired" },
  action_not_possible: { status: 409, title: "Action not possible" },
  action_busy: { status: 409, title: "Already under way" },
  method_not_allowed: { status: 405, title: "Method not allowed" },
  exports_busy: { status: 429, title: "Other files are being written" },
  usage_too_often: { status: 429, title: "Told too often" },
  query_failed: { status: 500, title: "Query failed" },
  internal_error: { status: 500, title: "Internal error" },
  reports_unavailable: { status: 503, title: "No reviews here" },
  exports_unavailable: { status: 503, title: "No exports here" },
  alerts_unavailable: { status: 503, title: "No alerts here" },
  charts_unavailable: { status: 503, title: "No own charts here" },
  suggestions_unavailable: { status: 503, title: "No suggestions here" },
  usage_unavailable: { status: 503, title: "No use counted here" },
  integrations_unavailable: { status: 503, title: "No integrations here" },
  state_unavailable: { status: 503, title: "App state unavailable" },
  not_ready: { status: 503, title: "Not ready" },
  closing: { status: 503, title: "Closing" },
  warehouse_unavailable: { status: 503, title: "Warehouse unavailable" },
  query_timeout: { status: 504, title: "Query timed out" },
  secret_missing: { status: 500, title: "Secret missing" },
  secret_short: { status: 500, title: "Secret too short" },
  secret_known: { status: 500, title: "Secret is a known one" },
  option_invalid: { status: 500, title: "Option invalid" },
  metric_history_invalid: { status: 500, title: "History of metrics invalid" },
  model_invalid: { status: 500, title: "Model invalid" },
  warehouse_incomplete: { status: 500, title: "Warehouse incomplete" },
  port_taken: { status: 500, title: "Port taken" },
  listen_failed: { status: 500, title: "Cannot listen" },
} as const satisfies Record<string, { status: number; title: string }>;

export type ServerErrorCode = keyof typeof ERROR_CODES;

/**
 * The base error of this package. `message` is written for the one who reads it: what happened, why, what to do;
 * it may be sent to a client, so it never holds SQL, a path, a secret or a stack (those belong in `cause`).
 */
export class ServerError extends Error {
  readonly code: ServerErrorCode;
  readonly status: number;
  /** Names of the members or parameters it is about. */
  readonly members: readonly string[];
  /** What is wrong with which part of what was sent, for a form. */
  readonly fields: readonly { path: string; message: string }[];

  constructor(
    code: ServerErrorCode,
    message: string,
    options: {
      members?: readonly string[];
      fields?: readonly { path: string; message: string }[];
      cause?: unknown;
    } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "ServerError";
    this.code = code;
    this.status = ERROR_CODES[code].status;
    this.members = options.members ?? [];
    this.fields = options.fields ?? [];
  }
}

/** What a log says of a fault: messages of others may hold SQL, addresses or paths; ours don't. */
export function faultName(error: unknown): string {
  if (error instanceof ServerError) return `${error.code}: ${error.message}`;
  return error instanceof Error ? error.name : "failed";
}
