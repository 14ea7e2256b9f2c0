import { isHmac } from "../compare.ts";
import type { HookScheme } from "../types.ts";
import { epochMs, refuse, SIGNATURE_INVALID } from "../verdicts.ts";

const PREFIX = "whsec_";
/** The specification asks for 24 to 64 bytes; less than this, as a secret that isn't base64 leaves, could be guessed and opens nothing. */
const MIN_KEY_BYTES = 16;
/** A sender that rotates its key signs with two; nobody signs with more than a few. */
const MAX_SIGNATURES = 8;

/**
 * Standard Webhooks, symmetric: `webhook-signature` holds signatures apart by spaces, each `v1,` and base64 of the HMAC-SHA256 of
 * `<webhook-id>.<webhook-timestamp>.<raw bytes>`; one that fits is enough. The key is what base64 behind `whsec_` decodes to; a secret without
 * that prefix is taken as base64 too. `webhook-timestamp` is in seconds; `webhook-id` stays the same over retries.
 * Source: standard-webhooks `spec/standard-webhooks.md` 1.0.0.
 * @param secret its name in the secret store
 */
export function standardWebhooks(secret: string): HookScheme {
  return {
    secrets: [secret],
    takes: "json",
    verify({ headers, body }, secrets) {
      const id = headers.get("webhook-id");
      const timestamp = headers.get("webhook-timestamp");
      const given = headers.get("webhook-signature");
      if (!id || !timestamp || !given)
        return refuse(
          "signature_missing",
          "One of the headers webhook-id, webhook-timestamp and webhook-signature is missing.",
        );
      if (id.length > 256) return refuse("signature_invalid", "webhook-id is longer than 256 characters.");
      const sentAtMs = epochMs(timestamp, "s");
      if (sentAtMs === null) return refuse("timestamp_invalid", "webhook-timestamp isn't in whole seconds.");
      const keys = secrets
        .get(secret)
        .map(keyOf)
        .filter((key) => key.length >= MIN_KEY_BYTES);
      for (const signature of given.split(" ", MAX_SIGNATURES)) {
        if (!signature.startsWith("v1,")) continue;
        const how = { algorithm: "sha256", encoding: "base64", keys } as const;
        if (isHmac(signature.slice(3), how, `${id}.${timestamp}.`, body))
          return { ok: true, dedupKey: `id:${id}`, sentAtMs };
      }
      return SIGNATURE_INVALID;
    },
  };
}

function keyOf(secret: string): Buffer {
  return Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, "base64");
}
