import { isAccepted } from "./compare.ts";
import type { HookRequest, Verdict } from "./types.ts";
import { refuse } from "./verdicts.ts";

/**
 * Tokens that a request shows: `Authorization: Bearer <token>`, user and password of `Authorization: Basic` (RFC 7617), and `?token=` of the
 * address.
 */
function* shownTokens({ headers, url }: HookRequest): Generator<string> {
  const [scheme = "", value = ""] = (headers.get("authorization") ?? "").split(" ", 2);
  if (/^bearer$/i.test(scheme)) yield value;
  if (/^basic$/i.test(scheme)) {
    const [user = "", ...password] = Buffer.from(value, "base64").toString().split(":");
    yield user;
    yield password.join(":");
  }
  yield* new URLSearchParams(queryOf(url)).getAll("token");
}

/** Believes a request that shows an accepted token. */
export function verifyToken(request: HookRequest, accepted: readonly string[]): Verdict {
  let shown = false;
  for (const token of shownTokens(request)) {
    if (token === "") continue;
    shown = true;
    if (isAccepted(token, accepted)) return { ok: true, dedupKey: null, sentAtMs: null };
  }
  return shown
    ? refuse("token_invalid", "The token isn't one that is accepted here.")
    : refuse(
        "signature_missing",
        "The request shows no token. Set it as the hook's bearer token, or as ?token= in its address.",
      );
}

/** What follows the question mark. */
export function queryOf(url: string): string {
  const mark = url.indexOf("?");
  return mark < 0 ? "" : url.slice(mark + 1);
}
