import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OWN_VECTORS, realVectors, type Vector } from "../testing/vectors.ts";
import type { HookRequest } from "../types.ts";
import { decodeSignedUri, hubspot } from "./hubspot.ts";
import { sendgrid } from "./sendgrid.ts";
import { standardWebhooks } from "./standardWebhooks.ts";
import { whatsapp } from "./whatsapp.ts";

const real = realVectors();
const GOOD = [...OWN_VECTORS, ...real.good];

function requestOf({
  method = "POST",
  url = "https://data.example/",
  headers,
  body,
}: Omit<Vector, "covered">): HookRequest {
  return { method, url, headers: { get: (name) => headers[name] ?? null }, body: Buffer.from(body) };
}
const verify = (vector: Vector, request = requestOf(vector), accepted: readonly string[] = [vector.secret]) =>
  vector.scheme.verify(request, { get: () => accepted });

/** The request with one byte of what the proof covers changed by `mask`. */
function changed(
  vector: Vector,
  covered: Vector["covered"][number],
  at: (length: number) => number,
  mask: number,
): HookRequest {
  const request = requestOf(vector);
  const change = (bytes: Buffer, from: number, length: number) => {
    const index = from + at(length);
    bytes[index] = bytes[index]! ^ mask;
    return bytes;
  };
  if (covered.part === "header") {
    const value = vector.headers[covered.name]!;
    const from = covered.after?.length ?? 0;
    const text = change(Buffer.from(value, "latin1"), from, value.length - from).toString("latin1");
    return { ...request, headers: { get: (name) => (name === covered.name ? text : (vector.headers[name] ?? null)) } };
  }
  if (covered.part === "url") {
    const url = change(Buffer.from(request.url, "latin1"), request.url.lastIndexOf(covered.text), covered.text.length);
    return { ...request, url: url.toString("latin1") };
  }
  const from = covered.text ? vector.body.indexOf(covered.text) : 0;
  return { ...request, body: change(request.body, from, covered.text?.length ?? request.body.length) };
}

const lengthOf = (vector: Vector, covered: Vector["covered"][number]) => {
  let length = 0;
  changed(
    vector,
    covered,
    (all) => {
      length = all;
      return 0;
    },
    1,
  );
  return length;
};

describe.each(GOOD.map((vector) => [vector.name, vector] as const))("%s", (_, vector) => {
  it("verifies, under an old secret too", () => {
    expect(verify(vector)).toMatchObject({ ok: true });
    expect(verify(vector, undefined, ["another secret of the same sender", vector.secret])).toMatchObject({ ok: true });
  });

  it("is refused under another secret, and under none", () => {
    expect(verify(vector, undefined, ["another secret of the same sender"])).toMatchObject({ ok: false });
    expect(verify(vector, undefined, [])).toMatchObject({ ok: false });
  });

  it("is refused without its proof", () => {
    const bare = {
      ...requestOf(vector),
      headers: { get: () => null },
      url: "https://data.example/",
      body: Buffer.from("{}"),
    };
    expect(verify(vector, bare)).toMatchObject({ ok: false, kind: "signature_missing" });
  });

  it("is refused with one bit changed, at every place", () => {
    for (const covered of vector.covered) {
      const length = lengthOf(vector, covered);
      expect(length).toBeGreaterThan(0);
      for (let place = 0; place < length; place++) {
        const mask = 1 << (place % 7);
        if (isSpelling(vector, covered, place, mask)) continue;
        expect(
          verify(
            vector,
            changed(vector, covered, () => place, mask),
          ),
          `${covered.part} ${place}`,
        ).toMatchObject({ ok: false });
      }
    }
  });

  it("is refused with any byte changed", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...vector.covered),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (covered, place, mask) => {
          const at = place % lengthOf(vector, covered);
          fc.pre(!isSpelling(vector, covered, at, mask));
          return !verify(
            vector,
            changed(vector, covered, () => at, mask),
          ).ok;
        },
      ),
      { seed: 5, numRuns: 300 },
    );
  });
});

/** Base64 of `user:` of Basic authentication has other spellings, and may have a password behind: no signature, a token. */
function isSpelling(vector: Vector, covered: Vector["covered"][number], place: number, mask: number): boolean {
  if (
    covered.part !== "header" ||
    covered.name !== "authorization" ||
    !vector.headers.authorization?.startsWith("Basic")
  )
    return false;
  const value = changed(vector, covered, () => place, mask).headers.get("authorization") ?? "";
  const [user, password] = Buffer.from(value.slice(6), "base64").toString().split(":");
  return user === vector.secret || password === vector.secret;
}

describe("what real senders signed", () => {
  it.skipIf(real.good.length === 0)("is all there", () => {
    expect([real.good.length, real.bad.length]).toEqual([6, 4]);
  });
  it.each(real.bad.map((vector) => [vector.name, vector] as const))("%s is refused", (_, vector) => {
    expect(verify(vector)).toMatchObject({ ok: false });
  });
});

describe("times and ids", () => {
  it.each([
    ["sendgrid", null, 1774000000000],
    ["hubspot v3", null, 1774000000000],
    ["hubspot v1", null, null],
    ["whatsapp", null, null],
    ["mailgun", "mailgun:1774000000:aabbccddeeff00112233445566778899aabbccddeeff0011", 1774000000000],
    ["standard webhooks", "id:msg_1", 1774000000000],
  ])("of %s", (name, dedupKey, sentAtMs) => {
    expect(verify(GOOD.find((vector) => vector.name === name)!)).toEqual({ ok: true, dedupKey, sentAtMs });
  });

  it.each(["", "timestamp", "-5", "1e9", "0x10", "1774000000.5", "17740000001774000000", " 1774000000"])(
    "a time of %j is none",
    (timestamp) => {
      const headers: Record<string, string> = {
        "x-twilio-email-event-webhook-signature": "AAAA",
        "x-twilio-email-event-webhook-timestamp": timestamp,
      };
      const request = {
        method: "POST",
        url: "",
        headers: { get: (name: string) => headers[name] ?? null },
        body: Buffer.from("{}"),
      };
      const { ok, kind } = sendgrid.verify(request, { get: () => [] }) as { ok: boolean; kind: string };
      expect([ok, kind]).toEqual([false, timestamp === "" ? "signature_missing" : "timestamp_invalid"]);
    },
  );
});

describe("SendGrid", () => {
  const vector = OWN_VECTORS.find(({ name }) => name === "sendgrid")!;
  const signedBy = (signature: string, key = vector.secret) =>
    sendgrid.verify(
      requestOf({ ...vector, headers: { ...vector.headers, "x-twilio-email-event-webhook-signature": signature } }),
      { get: () => [key] },
    );
  const good = vector.headers["x-twilio-email-event-webhook-signature"]!;

  it("refuses what is no signature, and doesn't fail on it", () => {
    const nearly = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 80 }),
      // Cut off, and with something behind.
      fc.nat({ max: 69 }).map((length) => Buffer.from(good, "base64").subarray(0, length + 1)),
      fc.uint8Array({ minLength: 1, maxLength: 4 }).map((tail) => Buffer.concat([Buffer.from(good, "base64"), tail])),
    );
    fc.assert(
      fc.property(nearly, (bytes) => {
        const text = Buffer.from(bytes).toString("base64");
        fc.pre(text !== good);
        expect(signedBy(text)).toMatchObject({ ok: false, kind: "signature_invalid" });
      }),
      { seed: 5, numRuns: 500 },
    );
    for (const text of [good.replaceAll("/", "_"), ` ${good}`, `${good}=`, good.replace(/=+$/, "")]) {
      expect(signedBy(text).ok, text).toBe(text === good);
    }
  });

  it("refuses under a key that is none, or of another curve", () => {
    // openssl ecparam -name secp384r1 -genkey | openssl ec -pubout -outform DER | base64
    const p384 =
      "MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAET2C2dZB47YOV0GL0kB1l5HwbnhP2bViwYAIVuZrLovHHfdX/zEN9zE0zSG+DdhJieO0PGMdywpXkMA2cVwHmTH3edZpN456ZQqOEI3df9U3wDiMfXxS0XFnLvjGk2WH+";
    for (const key of ["x", "", "MAA=", p384]) expect(signedBy(good, key)).toMatchObject({ ok: false });
    expect(signedBy(good).ok).toBe(true);
  });
});

describe("Standard Webhooks", () => {
  const scheme = standardWebhooks("KEY");
  const vector = OWN_VECTORS.find(({ name }) => name === "standard webhooks")!;
  const signed = (signature: string, secret = vector.secret) =>
    scheme.verify(requestOf({ ...vector, headers: { ...vector.headers, "webhook-signature": signature } }), {
      get: () => [secret],
    }).ok;
  const good = vector.headers["webhook-signature"]!;

  it("one signature of several is enough, of the version that is known", () => {
    expect(signed(`v1,AAAA ${good}`)).toBe(true);
    expect(signed(`v1a,AAAA ${good}`)).toBe(true);
    expect(signed(good.replace("v1,", "v2,"))).toBe(false);
    expect(signed(good.replace("v1,", ""))).toBe(false);
    expect(signed(`${"v1,AAAA ".repeat(8)}${good}`)).toBe(false);
  });

  it("takes the secret without its prefix, and no secret that is nearly empty", () => {
    expect(signed(good, vector.secret.slice(6))).toBe(true);
    // Python's hmac, under an empty key: what anybody can work out.
    expect(signed("v1,B+35komXAvCepdBkAnDlVyjoX2ZxkjikaBK8hz8fH5I=", "whsec_")).toBe(false);
  });
});

describe("HubSpot", () => {
  it("undoes of an address what its table says, and nothing else", () => {
    expect(decodeSignedUri("https://x.example/%3A%2F%3F%40%21%24%27%28%29%2A%2C%3B?a=%20%25%2B%26%3D%23%3a%2f")).toBe(
      "https://x.example/:/?@!$'()*,;?a=%20%25%2B%26%3D%23:/",
    );
  });

  it("a v3 signature that doesn't fit isn't made good by an old one", () => {
    const v1 = OWN_VECTORS.find(({ name }) => name === "hubspot v1")!;
    const headers = { ...v1.headers, "x-hubspot-signature-v3": "AAAA", "x-hubspot-request-timestamp": "1774000000000" };
    expect(hubspot.verify(requestOf({ ...v1, headers }), { get: () => [v1.secret] })).toMatchObject({
      kind: "signature_invalid",
    });
  });
});

describe("WhatsApp's challenge", () => {
  const ask = (query: string) =>
    whatsapp.challenge!(
      { method: "GET", url: `https://data.example/?${query}`, headers: { get: () => null }, body: Buffer.alloc(0) },
      { get: (name) => (name === "NORTHSTAR_WHATSAPP_VERIFY_TOKEN" ? ["old", "to ken"] : ["to%20ken"]) },
    );
  it("comes back under an accepted token", () => {
    expect(ask("hub.mode=subscribe&hub.verify_token=to+ken&hub.challenge=1158201444")).toEqual({
      ok: true,
      body: "1158201444",
    });
    expect(ask("hub.mode=subscribe&hub.verify_token=old&hub.challenge=1")).toEqual({ ok: true, body: "1" });
  });
  it("doesn't under another", () => {
    expect(ask("hub.mode=subscribe&hub.verify_token=to%2520ken&hub.challenge=1")).toMatchObject({
      ok: false,
      kind: "token_invalid",
    });
    expect(ask("hub.mode=subscribe&hub.challenge=1")).toMatchObject({ ok: false, kind: "token_invalid" });
  });
  it("is no question without its mode, and no answer with markup", () => {
    expect(ask("")).toBeNull();
    expect(ask("hub.mode=subscribe&hub.verify_token=old&hub.challenge=%3Cscript%3E")).toBeNull();
  });
});
