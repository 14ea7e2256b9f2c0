import { queryOf } from "../bearerToken.ts";
import { isAccepted, isHmac } from "../compare.ts";
import type { HookScheme } from "../types.ts";
import { refuse, SIGNATURE_INVALID } from "../verdicts.ts";

const APP_SECRET = "NORTHSTAR_WHATSAPP_APP_SECRET";
const VERIFY_TOKEN = "NORTHSTAR_WHATSAPP_VERIFY_TOKEN";
/** Sent back as it came, so only what can't be anything but an answer. */
const CHALLENGE = /^[\w.-]{1,256}$/;

/**
 * WhatsApp Cloud API: `X-Hub-Signature-256: sha256=` and the HMAC-SHA256 of the raw bytes under the app secret, lower-case hex; the address is
 * confirmed by a GET with `hub.mode=subscribe`, `hub.verify_token` and `hub.challenge`. The format has no time and no id of a delivery.
 * Source: Meta, Graph API webhooks, "Getting started" (validating payloads, verification requests).
 */
export const whatsapp: HookScheme = {
  secrets: [APP_SECRET, VERIFY_TOKEN],
  takes: "json",
  verify({ headers, body }, secrets) {
    const given = headers.get("x-hub-signature-256");
    if (!given) return refuse("signature_missing", "The header X-Hub-Signature-256 is missing.");
    if (!given.startsWith("sha256="))
      return refuse("signature_invalid", "X-Hub-Signature-256 doesn't begin with sha256=.");
    const keys = secrets.get(APP_SECRET);
    if (!isHmac(given.slice(7), { algorithm: "sha256", encoding: "hex", keys }, body)) return SIGNATURE_INVALID;
    return { ok: true, dedupKey: null, sentAtMs: null };
  },
  challenge({ url }, secrets) {
    const query = new URLSearchParams(queryOf(url));
    if (query.get("hub.mode") !== "subscribe") return null;
    if (!isAccepted(query.get("hub.verify_token") ?? "", secrets.get(VERIFY_TOKEN)))
      return refuse("token_invalid", "hub.verify_token isn't the one that is set here.");
    const challenge = query.get("hub.challenge") ?? "";
    return CHALLENGE.test(challenge) ? { ok: true, body: challenge } : null;
  },
};
