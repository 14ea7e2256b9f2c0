import { verifyToken } from "../bearerToken.ts";
import { isHmac } from "../compare.ts";
import type { HookScheme } from "../types.ts";
import { SIGNATURE_INVALID } from "../verdicts.ts";

const SHARED_SECRET = "NORTHSTAR_SEGMENT_SHARED_SECRET";

/**
 * Segment, and customer data platforms that send as it does. `X-Signature`: lower-case hex of the HMAC-SHA1 of the body under the shared
 * secret. Its signed webhooks have neither time nor id, and batches come unsigned: these, and senders that write as to Segment's own HTTP API
 * (write key as the user of `Authorization: Basic`), show the secret as a token. A signature that is there decides alone.
 * Source: Segment, "Webhooks (Actions) destination"; action-destinations `destinations/webhook`; "HTTP API source" (authentication).
 */
export const segment: HookScheme = {
  secrets: [SHARED_SECRET],
  takes: "json",
  verify(request, secrets) {
    const keys = secrets.get(SHARED_SECRET);
    const given = request.headers.get("x-signature");
    if (given === null) return verifyToken(request, keys);
    if (!isHmac(given, { algorithm: "sha1", encoding: "hex", keys }, request.body)) return SIGNATURE_INVALID;
    return { ok: true, dedupKey: null, sentAtMs: null };
  },
};
