import { createHmac } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { openWarehouse } from "@northstar/ingest";
import { type ServedNorthstar, serveNorthstar } from "@northstar/server";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { describeInstallation } from "../installation.ts";
import { openWholeWay, type WholeWay } from "./openWholeWay.ts";
import { type HookAnswer, metaHeaders, type PostedHook, postHook, standardHeaders } from "./postHook.ts";

/*
 * What may come over the wire, to a server that listens, with an installation behind it: each gets its answer, is written down where it is a
 * matter of security, and harms nobody. Beside each a good delivery of another source is sent; all of those have to be in the warehouse.
 */
const KEY = Buffer.from("a key of thirty-two bytes, or so!").toString("base64");
const FIXTURES = resolve(import.meta.dirname, "../../../../../shared/fixtures/signature_vectors");
const vectors = (name: string): Record<string, string>[] =>
  existsSync(FIXTURES) ? JSON.parse(readFileSync(join(FIXTURES, name), "utf8")).vectors : [];
const META = vectors("whatsapp_x_hub_signature_256.json");
const SENDGRID = vectors("sendgrid_event_webhook.json").filter(({ valid }) => valid);
const HUBSPOT = vectors("hubspot_webhook.json").filter(({ version }) => version === "v1");
const SECRETS = {
  NORTHSTAR_HOOK_SECRET: `whsec_${KEY}`,
  NORTHSTAR_WHATSAPP_APP_SECRET: META[0]?.appSecret ?? "app-secret-of-a-test",
  NORTHSTAR_WHATSAPP_VERIFY_TOKEN: "verify-token-of-a-test",
  NORTHSTAR_MAILGUN_SIGNING_KEY: "mailgun-key-of-a-test",
  NORTHSTAR_BREVO_HOOK_TOKEN: "brevo-token-of-a-test",
  NORTHSTAR_HUBSPOT_CLIENT_SECRET: HUBSPOT[0]?.clientSecret ?? "hubspot-secret-of-a-test",
  NORTHSTAR_SENDGRID_PUBLIC_KEY: SENDGRID[0]?.publicKey ?? "bm8ga2V5",
  NORTHSTAR_SENDGRID_PUBLIC_KEY_PREVIOUS: SENDGRID[1]?.publicKey ?? "bm8ga2V5",
};
const APP_SECRET = SECRETS.NORTHSTAR_WHATSAPP_APP_SECRET;

let way: WholeWay;
let served: ServedNorthstar;
let folder: string;
let good = 0;
const rows = new Map<string, number>();
const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "northstar-hooks-bad-"));
  way = await openWholeWay(SECRETS);
  served = await serveNorthstar(way.platform.northstar, { port: 0 });
});
afterAll(async () => {
  await served.close();
  await way.close();
  rmSync(folder, { recursive: true });
  logged.mockRestore();
});

const post = (hook: string, posted: PostedHook) => postHook(`${served.url}/northstar/v1/hooks/${hook}`, posted);

/** A minute of listening, of a source that nobody attacks. */
async function postGood(): Promise<HookAnswer> {
  good += 1;
  const play = { user_id: "u1", content_id: "pod-1", started_at: "2026-03-10T12:00:00Z", seconds_played: 60 };
  const body = JSON.stringify({ id: `play-${good}`, ...play });
  return await post("consumption", { headers: standardHeaders(KEY, `good-${good}`, body), body });
}

/** Posts something bad and something good at once. @param expected status and code, with a star when it becomes a row */
async function refused(expected: string, hook: string, posted: PostedHook): Promise<void> {
  const [answer, other] = await Promise.all([post(hook, posted), postGood()]);
  expect(other.status).toBe(202);
  const [said = "", row] = expected.split("*");
  expectProblem(answer, said);
  if (row === undefined) return;
  const key = `${hook} ${said.slice(4)}`;
  rows.set(key, (rows.get(key) ?? 0) + 1);
}

function expectProblem({ status, headers, text }: HookAnswer, expected: string): void {
  expect(`${status} ${text === "" ? "" : JSON.parse(text).code}`).toBe(expected);
  expect(headers["content-type"]).toBe("application/problem+json");
  const { type, title, detail, ...rest } = JSON.parse(text);
  expect(rest).toEqual({ status, code: expected.slice(4) });
  expect([type, typeof title, typeof detail]).toEqual([`urn:northstar:problem:${rest.code}`, "string", "string"]);
  expect(text).not.toMatch(/select |insert |duckdb|raw_inbox|\/tmp|\/packages\/|node:|\.ts\b|\n\s+at /i);
  for (const secret of Object.values(SECRETS)) expect(text).not.toContain(secret.replace("whsec_", ""));
}

const metaSigned = (body: string | Uint8Array): PostedHook => ({ headers: metaHeaders(APP_SECRET, body), body });
/** Packed, and signed unpacked. */
const packed = (body: string | Uint8Array, sent = gzipSync(body)): PostedHook => ({
  headers: { ...metaHeaders(APP_SECRET, body), "content-encoding": "gzip" },
  body: sent,
});
/** One that is nobody's status, so that it makes no rows. */
const delivery = (id: string) => JSON.stringify({ object: "whatsapp_business_account", entry: [], id });
const changed = (text: string, at: number) => text.slice(0, at) + (text[at] === "0" ? "1" : "0") + text.slice(at + 1);
const now = () => Math.floor(Date.now() / 1000);

describe("what isn't a delivery of ours", () => {
  test("no hook of this name, or not by this method", async () => {
    await refused("404 unknown_hook", "nobody", { body: "{}" });
    await refused("404 unknown_hook", "..%2fwhatsapp", { body: "{}" });
    await refused("405 method_not_allowed", "whatsapp", { method: "PUT", ...metaSigned("{}") });
    await refused("405 method_not_allowed", "sendgrid", { method: "GET" });
  });

  test("no signature, another's, or under a token that isn't ours", async () => {
    await refused("401 signature_missing*", "whatsapp", { body: "{}" });
    await refused("401 signature_missing*", "content", {
      headers: { ...standardHeaders(KEY, "d", "{}"), "webhook-id": "" },
      body: "{}",
    });
    await refused("401 signature_invalid*", "whatsapp", { headers: metaHeaders("another secret", "{}"), body: "{}" });
    await refused("401 signature_invalid*", "mailgun", {
      body: JSON.stringify({ signature: { timestamp: String(now()), token: "t", signature: "0".repeat(64) } }),
    });
    await refused("401 token_invalid*", "brevo", { headers: { authorization: "Bearer guess" }, body: "{}" });
  });

  test("signed for tomorrow, or for yesterday", async () => {
    for (const [seconds, code] of [
      [310, "timestamp_future"],
      [86_400, "timestamp_future"],
      [-310, "timestamp_stale"],
    ] as const) {
      const headers = standardHeaders(KEY, "late", "{}", now() + seconds);
      await refused(`401 ${code}*`, "content", { headers, body: "{}" });
    }
  });

  test("another body under an id that was taken", async () => {
    const one = { headers: standardHeaders(KEY, "twice", "[]"), body: "[]" };
    expect([(await post("content", one)).status, (await post("content", one)).status]).toEqual([202, 202]);
    const body = "[ ]";
    await refused("409 replay*", "content", { headers: standardHeaders(KEY, "twice", body), body });
  });

  test("another media type, another packing", async () => {
    const { headers, body } = metaSigned("{}");
    await refused("415 media_type", "whatsapp", { headers: { ...headers, "content-type": "text/xml" }, body });
    await refused("415 content_encoding", "whatsapp", { headers: { ...headers, "content-encoding": "zstd" }, body });
  });
});

describe("a body that isn't as it should be", () => {
  test("empty, cut off, not UTF-8", async () => {
    await refused("400 body_empty", "whatsapp", { headers: metaHeaders(APP_SECRET, "") });
    const body = delivery("cut");
    await refused("400 body_broken", "whatsapp", packed(body, gzipSync(body).subarray(0, 20)));
    await refused("400 body_not_utf8", "whatsapp", metaSigned(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])));
  });

  test("larger than it may be: as it says, as it comes, without an end", async () => {
    await refused("413 body_too_large", "whatsapp", {
      headers: { ...metaHeaders(APP_SECRET, "{}"), "content-length": 1_000_000_000_000 },
      body: async function* () {},
    });
    await refused("413 body_too_large", "whatsapp", metaSigned(Buffer.alloc(5 * 1024 * 1024, 0x20)));
    const endless = async function* () {
      for (;;) yield Buffer.alloc(256 * 1024, 0x20);
    };
    await refused("413 body_too_large", "whatsapp", { headers: metaHeaders(APP_SECRET, "{}"), body: endless });
  });

  test("10 MB of nested arrays: as they are, packed, and as many as may be sent", async () => {
    const brackets = Buffer.alloc(10_000_000, "[");
    await refused("413 body_too_large", "whatsapp", metaSigned(brackets));
    await refused("413 body_bomb*", "whatsapp", packed(brackets));
    await refused("400 body_too_deep*", "whatsapp", metaSigned(brackets.subarray(0, 4_000_000)));
  });

  test("bombs, eight at a time: no more memory is taken than is allowed", async () => {
    // 64 MiB each; eight unpacked whole would be half a gigabyte.
    const zeros = Buffer.alloc(64 * 1024 * 1024);
    const bomb = packed(zeros);
    const held = () => process.memoryUsage().arrayBuffers;
    const before = held();
    let most = before;
    const watch = setInterval(() => {
      most = Math.max(most, held());
    }, 2);
    for (let round = 0; round < 3; round += 1) {
      await Promise.all(Array.from({ length: 8 }, () => refused("413 body_bomb*", "whatsapp", bomb)));
    }
    clearInterval(watch);
    expect(most - before).toBeLessThan(160 * 1024 * 1024);
  });
});

describe("a sender that holds the connection", () => {
  /** Says how much will come and sends the beginning. */
  function begin(hook: string, headers: Record<string, string>, bytes: number, start: string) {
    const sent = request(`${served.url}/northstar/v1/hooks/${hook}`, {
      method: "POST",
      agent: false,
      headers: { "content-type": "application/json", "content-length": bytes, ...headers },
    });
    sent.on("error", () => undefined);
    sent.write(start);
    return sent;
  }

  test("slow, but to the end: it is taken; broken off: it is forgotten", async () => {
    const body = delivery("slow");
    const slow = begin("whatsapp", metaHeaders(APP_SECRET, body), body.length, body.slice(0, 10));
    const gone = begin("whatsapp", metaHeaders(APP_SECRET, body), body.length, body.slice(0, 10));
    for (let each = 0; each < 5; each += 1) expect((await postGood()).status).toBe(202);
    gone.destroy();
    slow.end(body.slice(10));
    const [{ statusCode }] = await once(slow, "response");
    expect(statusCode).toBe(202);
  });

  test("all the room of one hook is taken: others have theirs, and it comes back; what is only promised takes none", async () => {
    const promise = 4 * 1024 * 1024;
    const proof = metaHeaders(APP_SECRET, "x");
    const promisers = Array.from({ length: 40 }, () => begin("whatsapp", proof, promise, "x"));
    const hoarders = Array.from({ length: 16 }, () => begin("whatsapp", proof, promise, "x"));
    expect((await post("whatsapp", metaSigned(delivery("meanwhile")))).status).toBe(202);
    // But for some bytes, all that is allowed; what is asked with is larger.
    for (const hoarder of hoarders) hoarder.write(Buffer.alloc(promise - 20));
    const retried = await until((answer) => answer.status === 503, "w".repeat(1000));
    expectProblem(retried, "503 busy");
    expect(retried.headers["retry-after"]).toBe("1");
    expect((await postGood()).status).toBe(202);
    for (const each of [...promisers, ...hoarders]) each.destroy();
    expect((await until((answer) => answer.status === 202, "v")).text).toBe("");
  });

  /** Asks until the server has seen what was begun or broken off. */
  async function until(isSeen: (answer: HookAnswer) => boolean, id: string): Promise<HookAnswer> {
    for (let attempt = 0; ; attempt += 1) {
      const answer = await post("whatsapp", metaSigned(delivery(`${id}${attempt}`)));
      if (isSeen(answer) || attempt === 200) return answer;
      await setTimeout(5);
    }
  }
});

test("a sender that rotates its key signs twice: one of them is enough", async () => {
  const body = "[]";
  const headers = standardHeaders(KEY, "two", body);
  const other = `v1,${createHmac("sha256", "another key").update(body).digest("base64")}`;
  const both = { ...headers, "webhook-signature": `${other} ${headers["webhook-signature"]}` };
  expect((await post("content", { headers: both, body })).status).toBe(202);
  await refused("401 signature_invalid*", "content", { headers: { ...headers, "webhook-signature": other }, body });
});

describe.skipIf(META.length === 0)("what real senders signed", () => {
  /** Beginning, middle and end. */
  const places = (text: string) => [0, Math.floor(text.length / 2), text.length - 1];

  test("WhatsApp: it is taken, and not with a byte changed", async () => {
    for (const { rawBody = "", header = "" } of META) {
      expect((await post("whatsapp", { headers: { "x-hub-signature-256": header }, body: rawBody })).status).toBe(202);
      for (const at of places(rawBody)) {
        const headers = { "x-hub-signature-256": header };
        await refused("401 signature_invalid*", "whatsapp", { headers, body: changed(rawBody, at) });
      }
      for (const at of [0, 10, header.length - 1]) {
        const headers = { "x-hub-signature-256": changed(header, at) };
        await refused("401 signature_invalid*", "whatsapp", { headers, body: rawBody });
      }
    }
  });

  test("HubSpot: it is taken, and not with a byte changed", async () => {
    for (const { rawBody = "", signature = "" } of HUBSPOT) {
      const version = { "x-hubspot-signature-version": "v1" };
      const headers = { ...version, "x-hubspot-signature": signature };
      expect((await post("hubspot", { headers, body: rawBody })).status).toBe(202);
      for (const at of places(rawBody))
        await refused("401 signature_invalid*", "hubspot", { headers, body: changed(rawBody, at) });
      for (const at of places(signature)) {
        const wrong = { ...version, "x-hubspot-signature": changed(signature, at) };
        await refused("401 signature_invalid*", "hubspot", { headers: wrong, body: rawBody });
      }
    }
  });

  test("SendGrid: signed years ago, it is stale; with a byte changed it isn't even that", async () => {
    for (const { rawBody = "", signature = "", timestamp = "" } of SENDGRID) {
      const proof = (given: string, at: string) => ({
        "x-twilio-email-event-webhook-signature": given,
        "x-twilio-email-event-webhook-timestamp": at,
      });
      await refused("401 timestamp_stale*", "sendgrid", { headers: proof(signature, timestamp), body: rawBody });
      const wrong = [
        ...places(rawBody).map((at) => ({ headers: proof(signature, timestamp), body: changed(rawBody, at) })),
        { headers: proof(changed(signature, 20), timestamp), body: rawBody },
        { headers: proof(signature, changed(timestamp, 9)), body: rawBody },
      ];
      for (const each of wrong) await refused("401 signature_invalid*", "sendgrid", each);
    }
  });
});

test("all that was good is in the warehouse, once", async () => {
  await way.platform.settle();
  expect(good).toBeGreaterThan(40);
  const [row] = await way.platform.warehouse.all(
    `SELECT (SELECT count(*) FROM raw_inbox WHERE provider = 'consumption' AND processed_at IS NOT NULL) AS deliveries,
       (SELECT count(*) FROM content_consumption) AS plays, (SELECT count(*) FROM dead_letter WHERE provider = 'consumption') AS dead`,
  );
  expect(row).toEqual({ deliveries: BigInt(good), plays: BigInt(good), dead: 0n });
});

test("what is a matter of security is a row with its count, and the log holds nothing", async () => {
  const { warehousePath } = describeInstallation({ dataDir: join(way.file("near", ""), "../state") });
  await served.close();
  await way.platform.close();
  const warehouse = await openWarehouse({ path: warehousePath });
  try {
    const found = await warehouse.all(
      `SELECT actor || ' ' || kind AS what, CAST(_raw->>'count' AS INTEGER) AS count, outcome, ip_hash FROM security_events`,
    );
    expect(new Map(found.map(({ what, count }) => [what, count]))).toEqual(rows);
    expect(found.length).toBe(rows.size);
    const hashes = new Set(found.map(({ ip_hash }) => ip_hash));
    expect([new Set(found.map(({ outcome }) => outcome)), hashes.size]).toEqual([new Set(["refused"]), 1]);
    expect(JSON.stringify([...hashes])).not.toContain("127.0.0.1");
  } finally {
    await warehouse.close();
  }
  expect(logged.mock.calls.flat().filter((line) => String(line).startsWith("ingest"))).toEqual([]);
});
