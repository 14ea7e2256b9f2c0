import { verifyToken } from "../bearerToken.ts";
import type { HookScheme } from "../types.ts";

const TOKEN = "NORTHSTAR_BREVO_HOOK_TOKEN";

/**
 * Brevo signs nothing: a delivery is believed for a token that only Brevo was told, as a bearer token (`auth` of the webhook), as user or
 * password in its address, or as `?token=`. Whoever reads the token can write any event. Batched webhooks come the same way, as an array.
 * Source: Brevo, "Secure webhook calls".
 */
export const brevo: HookScheme = {
  secrets: [TOKEN],
  takes: "json",
  verify: (request, secrets) => verifyToken(request, secrets.get(TOKEN)),
};
