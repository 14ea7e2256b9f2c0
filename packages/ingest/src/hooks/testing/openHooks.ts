import { createHmac } from "node:crypto";
import { expect } from "vitest";
import { openSecrets } from "../../secrets/secretStore.ts";
import type { Delivery } from "../../spool/types.ts";
import { createHooks, type HookRefusal, type HooksOptions } from "../createHooks.ts";
import { OWN_VECTORS } from "./vectors.ts";

/** The time at which these hooks receive, ms since the epoch: that of the vectors. */
export const NOW = 1774000000_000;
export const ENVIRONMENT = {
  NORTHSTAR_WHATSAPP_APP_SECRET: "app-secret-of-a-test",
  NORTHSTAR_WHATSAPP_VERIFY_TOKEN: "verify-token-value",
  NORTHSTAR_SENDGRID_PUBLIC_KEY: OWN_VECTORS.find(({ name }) => name === "sendgrid")?.secret,
  NORTHSTAR_MAILGUN_SIGNING_KEY: "key-mailgun",
  NORTHSTAR_BREVO_HOOK_TOKEN: "brevo-token",
  NORTHSTAR_MAILCHIMP_HOOK_TOKEN: "mailchimp-token",
  NORTHSTAR_HUBSPOT_CLIENT_SECRET: "hub-secret",
  NORTHSTAR_SEGMENT_SHARED_SECRET: "segment-secret",
  NORTHSTAR_HOOK_SECRET: "whsec_MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1u",
  NORTHSTAR_HOOK_SECRET_OPS: "whsec_bm1sa2ppaGdmZWRjYmE5ODc2NTQzMjEw",
};

/** Hooks whose spool is a list. */
export function open(options: Partial<HooksOptions> & { environment?: NodeJS.ProcessEnv } = {}) {
  const stored: Delivery[] = [];
  const refusals: HookRefusal[] = [];
  const errors: unknown[] = [];
  const receive = createHooks({
    spool: { append: async (delivery) => void stored.push(delivery) },
    secrets: openSecrets({ environment: options.environment ?? ENVIRONMENT, now: () => NOW }),
    now: () => NOW,
    onRefusal: (refusal) => refusals.push(refusal),
    onError: (error) => errors.push(error),
    ...options,
  });
  return { receive, stored, refusals, errors };
}

interface Post {
  body: string | Uint8Array | ReadableStream<Uint8Array>;
  headers?: Record<string, string>;
  url?: string;
}
export const post = ({ body, headers = {}, url = "https://data.example/northstar/v1/hooks/x" }: Post): Request =>
  new Request(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" || body instanceof ReadableStream ? body : new Uint8Array(body),
    duplex: "half",
  } as RequestInit);

/** A delivery for the hook whatsapp, signed. */
export const whatsapp = (
  body: string | Uint8Array,
  headers: Record<string, string> = {},
  sent: Post["body"] = body,
): Request =>
  post({
    body: sent,
    headers: {
      "x-hub-signature-256": `sha256=${createHmac("sha256", "app-secret-of-a-test").update(body).digest("hex")}`,
      ...headers,
    },
  });
/** A delivery signed by Standard Webhooks. */
export function signed(
  body: string,
  { id = "msg_1", at = NOW / 1000, key = "0123456789abcdefghijklmn" } = {},
): Request {
  const signature = createHmac("sha256", key).update(`${id}.${at}.${body}`).digest("base64");
  return post({
    body,
    headers: { "webhook-id": id, "webhook-timestamp": String(at), "webhook-signature": `v1,${signature}` },
  });
}

/** Status and code of a problem document. */
export async function problem(response: Response) {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const document = (await response.json()) as { status: number; code: string; type: string };
  expect(document.status).toBe(response.status);
  expect(document.type).toBe(`urn:northstar:problem:${document.code}`);
  return `${document.status} ${document.code}`;
}
