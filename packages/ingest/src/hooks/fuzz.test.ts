import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HOOK_CODES } from "./hookProblem.ts";
import { open, whatsapp } from "./testing/openHooks.ts";

describe("anything at all", () => {
  const hooks = ["whatsapp", "sendgrid", "mailgun", "brevo", "mailchimp", "hubspot", "segment", "usage", "nobody"];
  const headerName = fc.constantFrom(
    "content-type",
    "content-encoding",
    "content-length",
    "authorization",
    "x-hub-signature-256",
    "x-signature",
    "x-forwarded-for",
    "x-twilio-email-event-webhook-signature",
    "x-twilio-email-event-webhook-timestamp",
    "x-hubspot-signature",
    "x-hubspot-signature-v3",
    "x-hubspot-signature-version",
    "x-hubspot-request-timestamp",
    "webhook-id",
    "webhook-timestamp",
    "webhook-signature",
  );
  const headerValue = fc.oneof(
    fc.constantFrom(
      "application/json",
      "application/x-www-form-urlencoded",
      "gzip",
      "br",
      "deflate",
      "sha256=",
      "Bearer x",
      "Basic x",
      "MEQCIBdmtD2UnN15rR6tbKBrNyv0aqnXnc1oQ+5feJ7itVq9AiBAp4RIA+5896vtFAB6T3VxH6tlJuGqttzeIud4FVC9Cw==",
      "MAA=",
      "1774000000",
      "1774000000000",
      "v1",
      "v2",
      "v1,AAAA v1,",
      "0",
      "-1",
      "99999999999999999999",
    ),
    fc.stringMatching(/^[\x21-\x7e]{0,40}$/),
  );
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.json().map((text) => Buffer.from(text)),
    fc.json().map((text) => gzipSync(text)),
    fc.json().map((text) => Buffer.from(`{"signature":${text}}`)),
    fc.constant(gzipSync(Buffer.alloc(1 << 20))),
    fc.constant(Buffer.from('{"signature":{"timestamp":1774000000,"token":"\\ud800","signature":"é"}}')),
  );

  it("is answered with a code of ours, stores nothing and harms nobody", async () => {
    const { receive, stored, errors } = open({ trustedProxies: 1 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...hooks),
        fc.constantFrom("POST", "POST", "POST", "GET", "PUT", "HEAD"),
        fc.array(fc.tuple(headerName, headerValue), { maxLength: 8 }),
        fc.stringMatching(/^[\w=&%.?/-]{0,40}$/),
        body,
        async (hook, method, pairs, query, bytes) => {
          const headers = new Headers([
            ["content-type", hook === "mailchimp" ? "application/x-www-form-urlencoded" : "application/json"],
          ]);
          for (const [name, value] of pairs) headers.set(name, value);
          const withBody = method !== "GET" && method !== "HEAD";
          const request = new Request(`https://data.example/${hook}?${query}`, {
            method,
            headers,
            ...(withBody && { body: new Uint8Array(bytes) }),
          });
          const document = (await (await receive(request, hook)).json()) as { status: number; code: string };
          expect(HOOK_CODES).toHaveProperty(document.code, document.status);
          expect([400, 401, 404, 405, 413, 415]).toContain(document.status);
        },
      ),
      { seed: 5, numRuns: 1500 },
    );
    expect([stored, errors]).toEqual([[], []]);
    expect((await receive(whatsapp("{}"), "whatsapp")).status).toBe(202);
  });
});
