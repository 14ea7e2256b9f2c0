import type { RefusalKind } from "./types.ts";

/** Every code that a sender can meet, with its HTTP status. Codes are stable; `docs/hooks.md` lists the same ones. */
export const HOOK_CODES = {
  signature_missing: 401,
  signature_invalid: 401,
  token_invalid: 401,
  timestamp_invalid: 401,
  timestamp_stale: 401,
  timestamp_future: 401,
  replay: 409,
  body_bomb: 413,
  body_too_deep: 400,
  body_too_large: 413,
  body_empty: 400,
  body_broken: 400,
  body_not_utf8: 400,
  media_type: 415,
  content_encoding: 415,
  unknown_hook: 404,
  challenge_missing: 400,
  method_not_allowed: 405,
  unconfigured: 503,
  busy: 503,
  spool_full: 503,
  not_stored: 503,
} as const satisfies Record<string, number> & Record<RefusalKind, number>;

export type HookCode = keyof typeof HOOK_CODES;

/** What is a row of `security_events`: no honest sender, however badly set up, sends a bomb or a thousand brackets. */
export const SECURITY_CODES = {
  signature_missing: "medium",
  signature_invalid: "high",
  token_invalid: "high",
  timestamp_invalid: "medium",
  timestamp_stale: "medium",
  timestamp_future: "medium",
  replay: "high",
  body_bomb: "high",
  body_too_deep: "medium",
} as const satisfies Partial<Record<HookCode, "low" | "medium" | "high">> & Record<RefusalKind, string>;

export type SecurityCode = keyof typeof SECURITY_CODES;

export function isSecurityCode(code: HookCode): code is SecurityCode {
  return Object.hasOwn(SECURITY_CODES, code);
}

/** Why a delivery isn't taken. `message` goes to the sender: no secret, path, SQL or stack. */
export class HookProblem extends Error {
  readonly code: HookCode;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: HookCode, message: string, options: { headers?: Record<string, string>; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "HookProblem";
    this.code = code;
    this.headers = options.headers ?? {};
  }
}

/** Title of the problem document: the code in words. */
const title = (code: HookCode) => code[0]?.toUpperCase() + code.slice(1).replaceAll("_", " ");

/** Problem details (RFC 9457), of the same form as the server's other answers. */
export function problemAnswer({ code, message, headers }: HookProblem): Response {
  const status = HOOK_CODES[code];
  const problem = { type: `urn:northstar:problem:${code}`, title: title(code), status, code, detail: message };
  return new Response(JSON.stringify(problem), {
    status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      // RFC 9110 wants one with every 401; there is no scheme of HTTP's own to name.
      ...(status === 401 ? { "www-authenticate": "Signature" } : {}),
      ...headers,
    },
  });
}
