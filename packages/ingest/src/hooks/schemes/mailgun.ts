import { isObject } from "../../sources/values.ts";
import { isHmac } from "../compare.ts";
import type { HookScheme } from "../types.ts";
import { epochMs, refuse, SIGNATURE_INVALID } from "../verdicts.ts";

const SIGNING_KEY = "NORTHSTAR_MAILGUN_SIGNING_KEY";

/**
 * Mailgun: `signature.{timestamp, token, signature}` in the JSON body; the signature is the HMAC-SHA256 of timestamp and token, lower-case hex,
 * under the HTTP webhook signing key. **It doesn't cover the event**: whoever learns a fresh signature can put it on another event, which is
 * why the token is the delivery's id, remembered, and refused with another body.
 * Source: Mailgun, "Securing webhooks".
 */
export const mailgun: HookScheme = {
  secrets: [SIGNING_KEY],
  takes: "json",
  parsesUpToBytes: 256 * 1024,
  // "Webhooks" in its help centre: every code but 200 and 406 is tried again, for eight hours.
  acceptedStatus: 200,
  // A retry carries the first attempt's signature: not documented, but seen by those who refused it (hookdeck/webhook-skills, lion-reader#1107).
  retriesForSeconds: 8 * 3600,
  verify({ body }, secrets) {
    const { timestamp, token, signature } = signatureIn(body);
    if (token === "" || signature === "")
      return refuse("signature_missing", "The body has no signature with token and timestamp.");
    const sentAtMs = epochMs(timestamp, "s");
    if (sentAtMs === null) return refuse("timestamp_invalid", "The signature's timestamp isn't in whole seconds.");
    const keys = secrets.get(SIGNING_KEY);
    if (!isHmac(signature, { algorithm: "sha256", encoding: "hex", keys }, timestamp, token)) return SIGNATURE_INVALID;
    return { ok: true, dedupKey: `mailgun:${timestamp}:${token}`, sentAtMs };
  },
};

function signatureIn(body: Buffer): { timestamp: string; token: string; signature: string } {
  let document: unknown;
  try {
    document = JSON.parse(body.toString());
  } catch {
    document = null;
  }
  const block = isObject(document) && isObject(document.signature) ? document.signature : {};
  const { timestamp, token, signature } = block;
  return {
    timestamp: typeof timestamp === "string" || typeof timestamp === "number" ? String(timestamp) : "",
    token: typeof token === "string" && token.length <= 200 ? token : "",
    signature: typeof signature === "string" ? signature : "",
  };
}
