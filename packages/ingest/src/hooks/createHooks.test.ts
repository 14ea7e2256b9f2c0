import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { IngestError } from "../errors.ts";
import { openSecrets } from "../secrets/secretStore.ts";
import type { Delivery } from "../spool/types.ts";
import { ENVIRONMENT, NOW, open, post, problem, signed, whatsapp } from "./testing/openHooks.ts";
import { OWN_VECTORS } from "./testing/vectors.ts";

describe("a delivery that is right", () => {
  const names = {
    "hubspot v1": "hubspot",
    "hubspot v2": "hubspot",
    "hubspot v3": "hubspot",
    "standard webhooks": "content",
  };
  const vectors = OWN_VECTORS.filter(({ name }) => !name.includes("published"));
  it.each(vectors.map((vector) => [vector.name, vector] as const))(
    "%s: is on disk when it is answered",
    async (name, vector) => {
      const { receive, stored, refusals } = open();
      const hook = Object.entries(names).find(([key]) => key === name)?.[1] ?? name.split(",")[0]!;
      const type = hook === "mailchimp" ? "application/x-www-form-urlencoded" : "application/json";
      const headers = { ...vector.headers, "content-type": type };
      const response = await receive(
        post({ body: vector.body, headers, ...(vector.url && { url: vector.url }) }),
        hook,
      );
      expect([response.status, await response.text()]).toEqual([hook === "mailgun" ? 200 : 202, ""]);
      expect(refusals).toEqual([]);
      expect(stored).toEqual([
        {
          source: hook,
          dedupKey: expect.stringMatching(/^(sha256:[0-9a-f]{64}|id:msg_1|mailgun:1774000000:[0-9a-f]{48})$/),
          receivedAt: BigInt(NOW) * 1000n,
          headers: { "content-type": type },
          body: Buffer.from(vector.body),
        },
      ]);
    },
  );

  it.each([
    ["gzip", gzipSync],
    ["deflate", deflateSync],
    ["br", brotliCompressSync],
    ["GZIP", gzipSync],
    ["identity", (body: string) => body],
  ])("is unpacked: %s", async (encoding, pack) => {
    const { receive, stored } = open();
    const response = await receive(whatsapp('{"a":1}', { "content-encoding": encoding }, pack('{"a":1}')), "whatsapp");
    expect(response.status).toBe(202);
    expect(stored[0]!.body.toString()).toBe('{"a":1}');
  });

  it("is believed under the address that the sender called, not the one behind the proxy", async () => {
    const vector = OWN_VECTORS.find(({ name }) => name === "hubspot v3")!;
    const url = vector.url!.replace("https://data.example", "http://127.0.0.1:4000");
    const { receive: without } = open();
    expect((await without(post({ ...vector, url }), "hubspot")).status).toBe(401);
    const { receive } = open({ publicUrl: "https://data.example/" });
    expect((await receive(post({ ...vector, url }), "hubspot")).status).toBe(202);
    expect(() => open({ publicUrl: "data.example" })).toThrow(expect.objectContaining({ code: "bad_option" }));
  });

  it("is believed under the hook's own secret alone, where it has one", async () => {
    const { receive } = open();
    expect((await receive(signed("{}"), "ops")).status).toBe(401);
    expect((await receive(signed("{}", { key: "nmlkjihgfedcba9876543210" }), "ops")).status).toBe(202);
    expect((await receive(signed("{}"), "usage")).status).toBe(202);
  });

  it("is believed under the old secret while a rotation lasts", async () => {
    let now = NOW;
    const environment: NodeJS.ProcessEnv = { ...ENVIRONMENT };
    const secrets = openSecrets({ environment, now: () => now });
    const { receive } = open({ secrets });
    expect((await receive(whatsapp("{}"), "whatsapp")).status).toBe(202);
    environment.NORTHSTAR_WHATSAPP_APP_SECRET = "a new one";
    secrets.rotate("NORTHSTAR_WHATSAPP_APP_SECRET", 1);
    expect((await receive(whatsapp('{"b":1}'), "whatsapp")).status).toBe(202);
    now += 3_600_000;
    expect((await receive(whatsapp('{"c":1}'), "whatsapp")).status).toBe(401);
  });
});

describe("the way to a hook", () => {
  it("isn't there for names that are none", async () => {
    const { receive, refusals } = open();
    for (const name of ["", "nobody", "__proto__", "constructor", "WHATSAPP", "../whatsapp"]) {
      expect(await problem(await receive(whatsapp("{}"), name))).toBe("404 unknown_hook");
    }
    expect(refusals).toEqual([]);
  });

  it("says which variable is missing and not what another holds", async () => {
    const { receive } = open({ environment: { NORTHSTAR_WHATSAPP_APP_SECRET: "hunter2" } });
    const response = await receive(whatsapp("{}"), "whatsapp");
    const text = await response.clone().text();
    expect(await problem(response)).toBe("503 unconfigured");
    expect(text).toContain("NORTHSTAR_WHATSAPP_VERIFY_TOKEN");
    expect(text).not.toMatch(/hunter2|APP_SECRET/);
  });

  it("takes POST; GET only where the sender asks", async () => {
    const { receive } = open();
    for (const [method, hook, allow] of [
      ["PUT", "whatsapp", "GET, POST"],
      ["DELETE", "sendgrid", "POST"],
      ["GET", "sendgrid", "POST"],
    ] as const) {
      const response = await receive(new Request("https://data.example/", { method }), hook);
      expect(response.headers.get("allow")).toBe(allow);
      expect(await problem(response)).toBe("405 method_not_allowed");
    }
  });

  it("answers a challenge as it came, and refuses one under another token", async () => {
    const { receive, refusals } = open();
    const ask = (token: string) =>
      receive(
        new Request(`https://data.example/?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=115`),
        "whatsapp",
      );
    const response = await ask("verify-token-value");
    expect([response.status, await response.text(), response.headers.get("content-type")]).toEqual([
      200,
      "115",
      "text/plain; charset=utf-8",
    ]);
    expect(await problem(await ask("guess"))).toBe("401 token_invalid");
    expect(refusals).toEqual([{ hook: "whatsapp", kind: "token_invalid", address: null, at: NOW }]);
    expect(await problem(await receive(new Request("https://data.example/"), "whatsapp"))).toBe(
      "400 challenge_missing",
    );
    const mailchimp = (token: string) => receive(new Request(`https://data.example/?token=${token}`), "mailchimp");
    expect([(await mailchimp("mailchimp-token")).status, (await mailchimp("x")).status]).toEqual([200, 401]);
  });
});

describe("a body that isn't as it should be", () => {
  it.each([
    null,
    "text/plain",
    "application/xml",
    "application/jsonp",
    "application/json; charset=utf-16",
    "multipart/form-data",
  ])("of the type %s is refused, unread", async (type) => {
    const { receive, stored } = open();
    const request = whatsapp("{}");
    if (type === null) request.headers.delete("content-type");
    else request.headers.set("content-type", type);
    expect(await problem(await receive(request, "whatsapp"))).toBe("415 media_type");
    expect([request.bodyUsed, stored]).toEqual([false, []]);
  });
  it.each(["application/json; charset=UTF-8", "APPLICATION/JSON", "application/cloudevents+json"])(
    "of the type %s is taken",
    async (type) => {
      const { receive } = open();
      expect((await receive(whatsapp("{}", { "content-type": type }), "whatsapp")).status).toBe(202);
    },
  );

  it("is refused for the length it promises, unread", async () => {
    const { receive } = open({ limits: { bodyBytes: 100 } });
    const request = whatsapp("{}", { "content-length": "101" });
    expect(await problem(await receive(request, "whatsapp"))).toBe("413 body_too_large");
    expect(request.bodyUsed).toBe(false);
  });

  it("is refused for the length it has, whatever it promises, and the rest isn't read", async () => {
    const { receive } = open({ limits: { bodyBytes: 100 } });
    let pulled = 0;
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled++;
        controller.enqueue(new Uint8Array(40).fill(0x20));
      },
      cancel() {
        cancelled = true;
      },
    });
    expect(await problem(await receive(whatsapp("{}", { "content-length": "2" }, endless), "whatsapp"))).toBe(
      "413 body_too_large",
    );
    expect(cancelled).toBe(true);
    expect(pulled).toBeLessThanOrEqual(4);
  });

  it("is refused when it is empty or breaks off", async () => {
    const { receive, refusals } = open();
    expect(await problem(await receive(whatsapp(""), "whatsapp"))).toBe("400 body_empty");
    const broken = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new Error("reset by /srv/peer")),
    });
    const response = await receive(whatsapp("{}", {}, broken), "whatsapp");
    expect(await response.clone().text()).not.toContain("/srv");
    expect(await problem(response)).toBe("400 body_broken");
    expect(refusals).toEqual([]);
  });

  it.each([
    ["gzip, cut off", "gzip", gzipSync('{"a":1}').subarray(0, -9), "400 body_broken"],
    ["gzip, not even begun", "gzip", Buffer.from([0x1f]), "400 body_broken"],
    ["br, cut off", "br", brotliCompressSync("x".repeat(999)).subarray(0, -2), "400 body_broken"],
    ["gzip that is none", "gzip", Buffer.from("{}"), "400 body_broken"],
    ["packed twice", "gzip, gzip", gzipSync(gzipSync("{}")), "415 content_encoding"],
    ["packed otherwise", "zstd", Buffer.from("{}"), "415 content_encoding"],
  ])("%s", async (_, encoding, sent, expected) => {
    const { receive, stored, refusals } = open();
    expect(await problem(await receive(whatsapp("{}", { "content-encoding": encoding }, sent), "whatsapp"))).toBe(
      expected,
    );
    expect([stored, refusals]).toEqual([[], []]);
  });

  it("is unpacked no further than a limit: by size and by ratio", async () => {
    const zeros = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    for (const limits of [{}, { unpackedBytes: 1 << 30 }, { ratio: 1e6 }]) {
      const { receive, refusals } = open({ limits: { inFlightBytes: 2 ** 31, ...limits } });
      const response = await receive(whatsapp("{}", { "content-encoding": "gzip" }, zeros), "whatsapp");
      expect(await problem(response)).toBe("413 body_bomb");
      expect(refusals.map(({ kind }) => kind)).toEqual(["body_bomb"]);
    }
  });

  it("is refused when it isn't UTF-8, though it is signed", async () => {
    const { receive } = open();
    for (const bytes of [
      [0x22, 0xff, 0x22],
      [0x22, 0xc0, 0x80, 0x22],
      [0x22, 0xed, 0xa0, 0x80, 0x22],
      [0x22, 0xe2, 0x82],
    ]) {
      expect(await problem(await receive(whatsapp(Uint8Array.from(bytes)), "whatsapp"))).toBe("400 body_not_utf8");
    }
  });

  it("is refused when it is nested too deep, before it is parsed: 10 MB of brackets", async () => {
    const { receive, refusals } = open({ limits: { bodyBytes: 16 << 20 } });
    expect(await problem(await receive(whatsapp("[".repeat(10 << 20)), "whatsapp"))).toBe("400 body_too_deep");
    // Its signature lies in the body, so nothing is proven yet.
    const inMailgun = post({ body: '{"a":'.repeat(40_000) });
    expect(await problem(await receive(inMailgun, "mailgun"))).toBe("400 body_too_deep");
    expect(refusals.length).toBe(2);
    expect(await problem(await receive(post({ body: '{"a":'.repeat(2 << 20) }), "mailgun"))).toBe("413 body_too_large");
    const { receive: usual } = open();
    expect(await problem(await usual(whatsapp("[".repeat(10 << 20)), "whatsapp"))).toBe("413 body_too_large");
  });

  it.each([
    ["[".repeat(64) + "]".repeat(64), 202],
    ["[".repeat(65) + "]".repeat(65), 400],
    [`["${"[".repeat(99)}"]`, 202],
    [`["\\"${"[".repeat(99)}"]`, 202],
    [`["\\\\"${",[".repeat(99)}`, 400],
    [`[${"[],{},".repeat(999)}1]`, 202],
  ])("brackets in texts don't count: %#", async (body, status) => {
    const { receive } = open();
    expect((await receive(whatsapp(body), "whatsapp")).status).toBe(status);
  });

  it("lets others in between while a large one is looked at", async () => {
    const { receive } = open({ limits: { bodyBytes: 16 << 20 } });
    let turns = 0;
    let done = false;
    const turn = () => {
      turns++;
      if (!done) setImmediate(turn);
    };
    const receiving = receive(whatsapp(`["${"x".repeat(10 << 20)}"]`), "whatsapp");
    setImmediate(turn);
    expect((await receiving).status).toBe(202);
    done = true;
    // 40 pieces of 256 KiB.
    expect(turns).toBeGreaterThanOrEqual(40);
  });
});

describe("a delivery that isn't believed", () => {
  it.each([
    [-301, "401 timestamp_stale"],
    [-300, null],
    [300, null],
    [301, "401 timestamp_future"],
    [999_999, "401 timestamp_future"],
  ])("%i s from our clock", async (seconds, expected) => {
    const { receive, refusals, stored } = open();
    const response = await receive(signed("{}", { at: NOW / 1000 + seconds }), "usage");
    if (expected === null) expect([response.status, stored.length]).toEqual([202, 1]);
    else {
      expect(await problem(response)).toBe(expected);
      expect([refusals.map(({ kind }) => `401 ${kind}`), stored]).toEqual([[expected], []]);
    }
  });

  it("of one hook may be given longer, without the others", async () => {
    const { receive } = open({ toleranceSeconds: { usage: 28_800 } });
    const old = () => signed("{}", { at: NOW / 1000 - 28_800 });
    expect((await receive(old(), "usage")).status).toBe(202);
    expect((await receive(old(), "scores")).status).toBe(401);
  });

  it.each([
    ["sendgrid", 24 * 3600 + 300],
    ["mailgun", 8 * 3600 + 300],
  ])("of %s may be as old as its last retry, and no further ahead than others", async (hook, mostSeconds) => {
    const vector = OWN_VECTORS.find(({ name }) => name === hook)!;
    for (const [age, expected] of [
      [mostSeconds, "stored"],
      [mostSeconds + 1, "401 timestamp_stale"],
      [-300, "stored"],
      [-301, "401 timestamp_future"],
    ] as const) {
      const { receive, stored } = open({ now: () => NOW + age * 1000 });
      const response = await receive(post(vector), hook);
      expect(stored.length === 1 ? "stored" : await problem(response)).toBe(expected);
    }
  });

  it("is told of with the connection's address, and with a proxy's word only when that is trusted", async () => {
    const bad = () =>
      post({
        body: "{}",
        headers: { "x-hub-signature-256": "sha256=0", "x-forwarded-for": "6.6.6.6, 7.7.7.7, 10.0.0.2" },
      });
    for (const [trustedProxies, address] of [
      [0, "10.0.0.1"],
      [1, "10.0.0.2"],
      [2, "7.7.7.7"],
      [9, "10.0.0.1"],
    ] as const) {
      const { receive, refusals } = open({ trustedProxies });
      const response = await receive(bad(), "whatsapp", { address: "10.0.0.1", isLengthTrue: false });
      expect(response.headers.get("www-authenticate")).toBeTruthy();
      expect(await problem(response)).toBe("401 signature_invalid");
      expect(refusals).toEqual([{ hook: "whatsapp", kind: "signature_invalid", address, at: NOW }]);
    }
  });
});

describe("a delivery that comes again", () => {
  it("is acknowledged and not stored twice, also while the first is being written", async () => {
    const stored: Delivery[] = [];
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { receive } = open({
      spool: {
        append: async (delivery) => {
          await gate;
          stored.push(delivery);
        },
      },
    });
    let answered = 0;
    const both = [1, 2].map(async () => {
      const { status } = await receive(signed("{}"), "usage");
      answered++;
      return status;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(answered).toBe(0);
    release();
    expect(await Promise.all(both)).toEqual([202, 202]);
    expect((await receive(signed("{}"), "usage")).status).toBe(202);
    expect(stored.length).toBe(1);
    // Another hook has a memory of its own.
    expect((await receive(signed("{}"), "scores")).status).toBe(202);
    expect(stored.length).toBe(2);
  });

  it("under the same id or token with another body is refused", async () => {
    const { receive, stored, refusals } = open();
    const mailgun = OWN_VECTORS.find(({ name }) => name === "mailgun")!.body;
    expect((await receive(post({ body: mailgun }), "mailgun")).status).toBe(200);
    expect((await receive(post({ body: mailgun }), "mailgun")).status).toBe(200);
    expect(await problem(await receive(post({ body: mailgun.replace("e1", "e2") }), "mailgun"))).toBe("409 replay");
    expect((await receive(signed("{}"), "usage")).status).toBe(202);
    expect(await problem(await receive(signed("[]"), "usage"))).toBe("409 replay");
    expect([stored.length, refusals.map(({ hook, kind }) => [hook, kind])]).toEqual([
      2,
      [
        ["mailgun", "replay"],
        ["usage", "replay"],
      ],
    ]);
  });

  it("is stored when the first couldn't be", async () => {
    let full = true;
    const stored: Delivery[] = [];
    const { receive, errors } = open({
      spool: {
        append: async (delivery) => {
          if (full) throw new IngestError("spool_full", "no room on /srv");
          stored.push(delivery);
        },
      },
    });
    const response = await receive(signed("{}"), "usage");
    expect(response.headers.get("retry-after")).toBe("30");
    expect(await response.clone().text()).not.toContain("/srv");
    expect(await problem(response)).toBe("503 spool_full");
    full = false;
    expect((await receive(signed("{}"), "usage")).status).toBe(202);
    expect([stored.length, errors]).toEqual([1, []]);
  });

  it("is remembered up to a number of deliveries", async () => {
    const { receive, stored } = open({ limits: { remembered: 4 } });
    for (let index = 0; index < 50; index++) await receive(signed("{}", { id: `m${index}` }), "usage");
    await receive(signed("{}", { id: "m49" }), "usage");
    expect(stored.length).toBe(50);
    await receive(signed("{}", { id: "m0" }), "usage");
    expect(stored.length).toBe(51);
  });
});

describe("what goes wrong with us", () => {
  it("is a 503 that says nothing, and told to whoever runs it", async () => {
    const fault = new Error("EIO /srv/spool secret-of-ours");
    const { receive, errors } = open({ spool: { append: () => Promise.reject(fault) } });
    const response = await receive(signed("{}"), "usage");
    expect(await response.clone().text()).not.toMatch(/EIO|srv|secret/);
    expect(await problem(response)).toBe("503 not_stored");
    expect(errors).toEqual([fault]);
  });

  it("in one hook leaves the others alone: its room is its own, and comes back", async () => {
    let fail = (_: Error) => {};
    const stuck = new Promise<void>((_, reject) => {
      fail = reject;
    });
    const { receive } = open({
      limits: { inFlightBytes: 100 },
      spool: { append: (delivery) => (delivery.source === "usage" ? stuck : Promise.resolve()) },
    });
    const big = (id: string) => signed(JSON.stringify("x".repeat(50)), { id });
    const first = receive(big("a"), "usage");
    await new Promise((resolve) => setImmediate(resolve));
    const second = await receive(big("b"), "usage");
    expect(second.headers.get("retry-after")).toBe("1");
    expect(await problem(second)).toBe("503 busy");
    expect((await receive(big("b"), "scores")).status).toBe(202);
    fail(new Error("gone"));
    expect(await problem(await first)).toBe("503 not_stored");
    expect(await problem(await receive(big("b"), "usage"))).toBe("503 not_stored");
  });
});
