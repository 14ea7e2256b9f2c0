import { createHmac, createPrivateKey, randomUUID, sign } from "node:crypto";
import type { LivePayload } from "../simulate/live.ts";
import type { SampleKeys } from "./sampleSecrets.ts";

/**
 * The headers with which a payload's sender proves that it is its own, as that sender's documents say (see the schemes of `@northstar/ingest`).
 * @param url the address that is called, which HubSpot signs too
 * @param now milliseconds since the epoch
 */
export function signPayload(
  { source, body }: Pick<LivePayload, "source" | "body">,
  { secrets, sendgridPrivateKey }: SampleKeys,
  url: string,
  now: number,
): Record<string, string> {
  const seconds = String(Math.floor(now / 1000));
  const hmac = (key: string | Buffer, text: string, encoding: "hex" | "base64") =>
    createHmac("sha256", key).update(text).digest(encoding);
  switch (source) {
    case "whatsapp":
      return { "x-hub-signature-256": `sha256=${hmac(secrets.NORTHSTAR_WHATSAPP_APP_SECRET, body, "hex")}` };
    case "sendgrid": {
      const key = createPrivateKey({ key: Buffer.from(sendgridPrivateKey, "base64"), format: "der", type: "pkcs8" });
      return {
        "x-twilio-email-event-webhook-timestamp": seconds,
        "x-twilio-email-event-webhook-signature": sign("sha256", Buffer.from(seconds + body), key).toString("base64"),
      };
    }
    case "hubspot": {
      const signed = hmac(secrets.NORTHSTAR_HUBSPOT_CLIENT_SECRET, `POST${url}${body}${now}`, "base64");
      return { "x-hubspot-request-timestamp": String(now), "x-hubspot-signature-v3": signed };
    }
    default: {
      const id = randomUUID();
      const key = Buffer.from(secrets.NORTHSTAR_HOOK_SECRET.slice("whsec_".length), "base64");
      return {
        "webhook-id": id,
        "webhook-timestamp": seconds,
        "webhook-signature": `v1,${hmac(key, `${id}.${seconds}.${body}`, "base64")}`,
      };
    }
  }
}
