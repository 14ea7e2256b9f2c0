import { verifyToken } from "../bearerToken.ts";
import type { HookScheme } from "../types.ts";

const TOKEN = "NORTHSTAR_MAILCHIMP_HOOK_TOKEN";

/**
 * Mailchimp signs nothing: the secret lies in the address, as `?token=`. Deliveries are form-encoded; when the hook is set up its address is
 * asked with a GET, which wants a 200.
 * Source: Mailchimp Marketing, "Sync audience data with webhooks" (securing webhooks).
 */
export const mailchimp: HookScheme = {
  secrets: [TOKEN],
  takes: "form",
  verify: (request, secrets) => verifyToken(request, secrets.get(TOKEN)),
  challenge(request, secrets) {
    const verdict = verifyToken(request, secrets.get(TOKEN));
    return verdict.ok ? { ok: true, body: "ok" } : verdict;
  },
};
