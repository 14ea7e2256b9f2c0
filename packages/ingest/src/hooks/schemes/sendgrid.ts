import { createPublicKey, type KeyObject, verify } from "node:crypto";
import type { HookScheme } from "../types.ts";
import { epochMs, refuse, SIGNATURE_INVALID } from "../verdicts.ts";

const PUBLIC_KEY = "NORTHSTAR_SENDGRID_PUBLIC_KEY";
const MAX_KEYS = 16;
/** Reading a key costs as much as checking a signature. */
const keys = new Map<string, KeyObject | null>();

/**
 * SendGrid's signed event webhook: ECDSA P-256 with SHA-256 over the timestamp's text and the raw bytes (which end in CRLF). The public key is
 * base64 of SPKI DER, the signature base64 of DER; `X-Twilio-Email-Event-Webhook-Signature` and `-Timestamp` (s).
 * Source: Twilio SendGrid, "Getting started with the Event Webhook security features"; sendgrid-nodejs `packages/eventwebhook`.
 */
export const sendgrid: HookScheme = {
  secrets: [PUBLIC_KEY],
  takes: "json",
  // "Troubleshooting the Event Webhook": tried again for 24 hours. Which time a retry has isn't documented; refusing it would lose events.
  retriesForSeconds: 24 * 3600,
  verify({ headers, body }, secrets) {
    const given = headers.get("x-twilio-email-event-webhook-signature");
    const timestamp = headers.get("x-twilio-email-event-webhook-timestamp");
    if (!given || !timestamp)
      return refuse(
        "signature_missing",
        "The signature's or the timestamp's header of the signed event webhook is missing.",
      );
    const sentAtMs = epochMs(timestamp, "s");
    if (sentAtMs === null) return refuse("timestamp_invalid", "The timestamp isn't in whole seconds.");
    const signature = Buffer.from(given, "base64");
    // Other spellings of the same bytes are refused: one signature has one text.
    if (signature.toString("base64") !== given) return SIGNATURE_INVALID;
    const signed = Buffer.concat([Buffer.from(timestamp), body]);
    for (const text of secrets.get(PUBLIC_KEY)) {
      const key = readKey(text);
      if (key && verify("sha256", signed, key, signature)) return { ok: true, dedupKey: null, sentAtMs };
    }
    return SIGNATURE_INVALID;
  },
};

/** Null for what isn't a P-256 key: nothing is signed by it. */
function readKey(text: string): KeyObject | null {
  let key = keys.get(text);
  if (key !== undefined) return key;
  try {
    key = createPublicKey({ key: Buffer.from(text, "base64"), format: "der", type: "spki" });
    if (key.asymmetricKeyDetails?.namedCurve !== "prime256v1") key = null;
  } catch {
    key = null;
  }
  if (keys.size >= MAX_KEYS) keys.clear();
  keys.set(text, key);
  return key;
}
