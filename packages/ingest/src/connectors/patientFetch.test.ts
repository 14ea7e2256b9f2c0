import { afterEach, describe, expect, test } from "vitest";
import { ConnectorError } from "./connectorError.ts";
import { type PatienceOptions, patientFetch } from "./patientFetch.ts";
import { retryAfterMs } from "./retryAfter.ts";
import { type FakeReply, type FakeRequest, type FakeServer, startFakeServer } from "./testing/fakeServer.ts";
import { fakeTime } from "./testing/fakeTime.ts";
import { createTokenBucket } from "./tokenBucket.ts";

let server: FakeServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const ok: FakeReply = { body: { fine: true } };

/** Asks a server that gives these answers one after another, and the last one again and again. */
async function ask(
  replies: readonly (FakeReply | ((request: FakeRequest) => FakeReply))[],
  options: Partial<PatienceOptions> = {},
) {
  server = await startFakeServer((request, index) => {
    const reply = replies[Math.min(index, replies.length - 1)] ?? ok;
    return typeof reply === "function" ? reply(request) : reply;
  });
  const time = fakeTime();
  const fetch = patientFetch({
    provider: "Example",
    bucket: createTokenBucket({ perSecond: 1000, burst: 1000 }, time),
    now: time.now,
    random: () => 0.5,
    sleep: time.sleep,
    signal: new AbortController().signal,
    ...options,
  });
  const request = new Request(`${server.origin}/things?key=hidden`, { method: "POST", body: '{"a":1}' });
  const outcome = await fetch(request).then(
    async (answer) => ({ body: await answer.text(), error: null }),
    (error: unknown) => ({ body: null, error: error as ConnectorError }),
  );
  return { ...outcome, slept: time.slept, requests: server.requests };
}

describe("what is tried again", () => {
  test("429 after the seconds it asks for, and a little", async () => {
    const { body, slept, requests } = await ask([{ status: 429, headers: { "retry-after": "7" } }, ok]);
    expect(body).toBe('{"fine":true}');
    expect(slept).toEqual([7500]);
    expect(requests.map((request) => request.body)).toEqual(['{"a":1}', '{"a":1}']);
  });

  test("a date in Retry-After is held against the server's own clock", () => {
    const headers = new Headers({
      date: "Sun, 22 Nov 2026 10:00:00 GMT",
      "retry-after": "Sun, 22 Nov 2026 10:00:30 GMT",
    });
    // Ours is an hour ahead.
    expect(retryAfterMs(headers, Date.parse("2026-11-22T11:00:00Z"))).toBe(30_000);
    headers.delete("date");
    expect(retryAfterMs(headers, Date.parse("2026-11-22T10:00:10Z"))).toBe(20_000);
    expect(retryAfterMs(new Headers({ "retry-after": "soon" }), 0)).toBeNull();
  });

  test("5xx, connections cut within an answer and silence, with pauses that grow by chance", async () => {
    const { body, slept } = await ask(
      [{ status: 500 }, { body: { cut: "in the middle" }, cutAfter: 5 }, { silent: true }, { status: 503 }, ok],
      { limits: { attemptMs: 100 } },
    );
    expect(body).toBe('{"fine":true}');
    // Half of 1, 2, 4, 8 s.
    expect(slept).toEqual([500, 1000, 2000, 4000]);
  });

  test("only so often, and only so long", async () => {
    const often = await ask([{ status: 502 }], { limits: { attempts: 3 } });
    expect(often.error).toMatchObject({ code: "unavailable", status: 502 });
    expect(often.requests).toHaveLength(3);
    await server?.close();
    const long = await ask([{ status: 429, headers: { "retry-after": "86400" } }]);
    expect(long.error).toMatchObject({ code: "rate_limited", retryAfterMs: 86_400_000 });
    expect(long.requests).toHaveLength(1);
  });
});

describe("what isn't tried again", () => {
  test.each([
    [400, "refused"],
    [404, "refused"],
    [403, "unauthorised"],
    [401, "unauthorised"],
  ])("%i", async (status, code) => {
    const { error, requests } = await ask([{ status, body: { message: "jane@example.org" } }]);
    expect(error).toBeInstanceOf(ConnectorError);
    expect(error).toMatchObject({ code, status });
    expect(requests).toHaveLength(1);
  });

  test("an answer that is too long", async () => {
    const { error } = await ask([{ body: "x".repeat(5000) }], { limits: { maxBytes: 4096 } });
    expect(error?.code).toBe("answer_too_large");
  });
});

test("a token that has ended is renewed once", async () => {
  const asked: boolean[] = [];
  const authorise = async (_request: Request, refused: unknown) => {
    asked.push(refused !== null);
    return { authorization: refused ? "Bearer new" : "Bearer old" };
  };
  const fresh = await ask([({ headers }) => (headers.authorization === "Bearer new" ? ok : { status: 401 })], {
    authorise,
  });
  expect(fresh.body).toBe('{"fine":true}');
  expect(asked).toEqual([false, true]);
  await server?.close();
  const never = await ask([{ status: 401 }], { authorise });
  expect(never.error?.code).toBe("unauthorised");
  expect(never.requests).toHaveLength(2);
});

test("a refusal says by its contents what its status doesn't", async () => {
  const readRefusal: PatienceOptions["readRefusal"] = ({ status, headers, body }) => {
    if (status !== 400) return null;
    if (headers.get("x-limit") !== null) return "rate_limited";
    return body.includes("old clothes") ? "proof_ended" : null;
  };
  const authorise = async (_request: Request, refused: unknown) => ({ "x-clothes": refused ? "new" : "old" });
  const limited = { status: 400, headers: { "x-limit": "1", "retry-after": "7" } };
  const ended = await ask(
    [limited, ({ headers }) => (headers["x-clothes"] === "new" ? ok : { status: 400, body: "old clothes" })],
    { authorise, readRefusal },
  );
  expect(ended).toMatchObject({ body: '{"fine":true}', error: null, slept: [7500] });
  await server?.close();
  const never = await ask([{ status: 400, body: "old clothes" }], { authorise, readRefusal });
  expect(never.error).toMatchObject({ code: "unauthorised", status: 400 });
  expect(never.requests).toHaveLength(2);
  await server?.close();
  const other = await ask([{ status: 400, body: "no such thing" }], { authorise, readRefusal });
  expect(other.error).toMatchObject({ code: "refused", status: 400 });
  expect(other.requests).toHaveLength(1);
});

test("an error says nothing of addresses, keys or answers", async () => {
  for (const replies of [[{ status: 500, body: "jane@example.org" }], [{ status: 400 }], [{ silent: true }]]) {
    const { error } = await ask(replies, {
      authorise: async () => ({ authorization: "Bearer hidden" }),
      limits: { attempts: 1, attemptMs: 50 },
    });
    expect(`${error?.message} ${JSON.stringify(error)} ${String(error?.cause)}`).not.toMatch(/hidden|127\.0|jane/);
    await server?.close();
  }
});

test("stops at once when told to, also within a pause", async () => {
  const stop = new AbortController();
  const { error } = await ask([{ status: 429, headers: { "retry-after": "5" } }], {
    signal: stop.signal,
    sleep: async (_, signal) => {
      stop.abort();
      signal.throwIfAborted();
    },
  });
  expect(error?.code).toBe("stopped");
});

test("a bucket lets a burst through and then keeps to its pace, whatever the clock does", async () => {
  const time = fakeTime();
  const { signal } = new AbortController();
  const bucket = createTokenBucket({ perSecond: 2, burst: 3 }, time);
  const start = time.now();
  for (let i = 0; i < 7; i++) await bucket.take(signal);
  expect(time.now() - start).toBe(2000);
  time.set(start - 3_600_000);
  await bucket.take(signal);
  // The half second that the seventh waited wasn't seen to pass: it is waited for again, and no hour besides.
  expect(time.now()).toBe(start - 3_600_000 + 1000);
});
