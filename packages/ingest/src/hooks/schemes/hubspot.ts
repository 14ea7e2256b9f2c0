import { hash } from "node:crypto";
import { isHmac, sameText } from "../compare.ts";
import type { HookRequest, HookScheme, Verdict } from "../types.ts";
import { epochMs, refuse, SIGNATURE_INVALID } from "../verdicts.ts";

const CLIENT_SECRET = "NORTHSTAR_HUBSPOT_CLIENT_SECRET";
const BELIEVED: Verdict = { ok: true, dedupKey: null, sentAtMs: null };

/**
 * What v3 undoes of an address before it is signed; every other escape stays, the query's own question mark is one already.
 * Source: HubSpot, "Validating requests", v3, table of characters.
 */
const DECODED: Readonly<Record<string, string>> = {
  "%3A": ":",
  "%2F": "/",
  "%3F": "?",
  "%40": "@",
  "%21": "!",
  "%24": "$",
  "%27": "'",
  "%28": "(",
  "%29": ")",
  "%2A": "*",
  "%2C": ",",
  "%3B": ";",
};
const ESCAPES = new RegExp(Object.keys(DECODED).join("|"), "gi");

export function decodeSignedUri(url: string): string {
  return url.includes("%") ? url.replace(ESCAPES, (code) => DECODED[code.toUpperCase()] ?? code) : url;
}

/**
 * HubSpot. v3: `X-HubSpot-Signature-v3`, base64 of the HMAC-SHA256 under the client secret of method, address, raw bytes and
 * `X-HubSpot-Request-Timestamp` (ms). Where that header isn't sent, `X-HubSpot-Signature` by `X-HubSpot-Signature-Version`: v1 is hex of
 * SHA-256 of secret and body, v2 of secret, method, address and body; neither has a time. A v3 signature that is there decides alone.
 * Source: HubSpot, "Validating requests".
 */
export const hubspot: HookScheme = {
  secrets: [CLIENT_SECRET],
  takes: "json",
  verify(request, secrets) {
    const keys = secrets.get(CLIENT_SECRET);
    const v3 = request.headers.get("x-hubspot-signature-v3");
    return v3 === null ? verifyOld(request, keys) : verifyV3(request, v3, keys);
  },
};

function verifyV3({ method, url, headers, body }: HookRequest, given: string, keys: readonly string[]): Verdict {
  const timestamp = headers.get("x-hubspot-request-timestamp");
  if (!timestamp) return refuse("signature_missing", "The header X-HubSpot-Request-Timestamp is missing.");
  const sentAtMs = epochMs(timestamp, "ms");
  if (sentAtMs === null) return refuse("timestamp_invalid", "X-HubSpot-Request-Timestamp isn't in milliseconds.");
  const signed = isHmac(
    given,
    { algorithm: "sha256", encoding: "base64", keys },
    method,
    decodeSignedUri(url),
    body,
    timestamp,
  );
  return signed ? { ok: true, dedupKey: null, sentAtMs } : SIGNATURE_INVALID;
}

function verifyOld({ method, url, headers, body }: HookRequest, keys: readonly string[]): Verdict {
  const given = headers.get("x-hubspot-signature");
  if (!given) return refuse("signature_missing", "The header X-HubSpot-Signature-v3 is missing.");
  const version = headers.get("x-hubspot-signature-version") ?? "v1";
  if (version !== "v1" && version !== "v2")
    return refuse("signature_invalid", "X-HubSpot-Signature-Version is neither v1 nor v2.");
  let found = false;
  for (const key of keys) {
    const before = version === "v1" ? key : key + method + url;
    found = sameText(given, hash("sha256", Buffer.concat([Buffer.from(before), body]), "hex")) || found;
  }
  return found ? BELIEVED : SIGNATURE_INVALID;
}
