import { createHmac } from "node:crypto";
import { jwtVerify, SignJWT } from "jose";
import { z } from "zod";

const AUDIENCE = "northstar-alert-link";
const DAYS = 30;
/** Of a message about more alerts, these are the worst: the link stays short enough for mail. */
const ALERTS = 20;

const payload = z.object({
  do: z.enum(["acknowledge", "unsubscribe"]),
  tenant: z.string(),
  channel: z.string(),
  to: z.string(),
  /** Rule, and when it began to fire (ms), null when it doesn't. */
  alerts: z.array(z.tuple([z.string(), z.number().nullable()])).min(1),
});

/** What a link out of a message does, for whom and to which alerts. */
export type LinkDeed = z.output<typeof payload>;

export interface AlertLinks {
  sign(deed: LinkDeed): Promise<string>;
  /** @returns null for what isn't ours, was changed, or is older than 30 days */
  verify(token: string): Promise<LinkDeed | null>;
}

/**
 * Signs links that act without a login (JWT, HS256). The key is derived from the secret for this alone, so that no link is a reader's token
 * and no reader's token a link.
 */
export function createAlertLinks(secret: string, now: () => number): AlertLinks {
  const key = createHmac("sha256", secret).update("northstar alert links 1").digest();
  return {
    async sign(deed) {
      const seconds = Math.floor(now() / 1000);
      return await new SignJWT({ ...deed, alerts: deed.alerts.slice(0, ALERTS) })
        .setProtectedHeader({ alg: "HS256" })
        .setAudience(AUDIENCE)
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + DAYS * 86_400)
        .sign(key);
    },
    async verify(token) {
      try {
        const verified = await jwtVerify(token, key, {
          algorithms: ["HS256"],
          audience: AUDIENCE,
          currentDate: new Date(now()),
          requiredClaims: ["exp"],
        });
        return payload.parse(verified.payload);
      } catch {
        return null;
      }
    },
  };
}
