import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type HttpReceiver, httpReceiver } from "../../testing/httpReceiver.ts";
import { post, secondsOf } from "./post.ts";
import { createTargetGuard } from "./TargetGuard.ts";
import { TargetRefused } from "./TargetRefused.ts";

describe("a target as it is written", () => {
  const guard = createTargetGuard({ allowPrivateTargets: ["hooks.local", "10.1.0.0/16"] });
  test.each([
    "not a url",
    "http://example.com/",
    "ftp://example.com/",
    "https://user:secret@example.com/",
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://[::1]/",
    "https://[::ffff:169.254.169.254]/",
    "https://localhost/",
    "https://api.localhost/",
    "https://10.2.0.1/",
  ])("%s is refused", (target) => {
    expect(() => guard.parse(target)).toThrow(TargetRefused);
  });
  test.each(["https://example.com/hook?x=1", "https://10.1.2.3/", "http://10.1.2.3/", "http://hooks.local/"])(
    "%s may be asked",
    (target) => {
      expect(guard.parse(target).href).toBe(target);
    },
  );
});

describe("a target as it is connected to", () => {
  let receiver: HttpReceiver;
  let redirected: HttpReceiver;
  beforeAll(async () => {
    [receiver, redirected] = await Promise.all([httpReceiver(), httpReceiver()]);
  });
  afterAll(async () => {
    await Promise.all([receiver.close(), redirected.close()]);
  });
  beforeEach(() => {
    receiver.received.length = 0;
  });
  const send = (target: string, options: Parameters<typeof createTargetGuard>[0]) =>
    post(target, "{}", {}, { guard: createTargetGuard(options), timeoutMs: 2000, now: () => 0 });

  test("goes to the address that was looked at, under its name", async () => {
    const asked: string[] = [];
    const resolve = async (host: string) => {
      asked.push(host);
      return ["127.0.0.1"];
    };
    const answer = await send(`http://hooks.local:${receiver.port}/in`, {
      allowPrivateTargets: ["hooks.local"],
      resolve,
    });
    expect(answer).toEqual({ status: 200, retryAfter: null, body: "ok" });
    expect(receiver.received[0]?.headers.host).toBe(`hooks.local:${receiver.port}`);
    expect(asked).toEqual(["hooks.local"]);
  });

  test("is refused when its name has come to mean an address inside, whatever it meant when it was saved", async () => {
    const meanings = [["93.184.215.14"], ["127.0.0.1"]];
    const resolve = async () => meanings.shift() ?? [];
    const guard = createTargetGuard({ resolve });
    const target = `https://rebinding.example:${receiver.port}/`;
    expect(await guard.addressesOf(guard.parse(target).hostname)).toEqual(["93.184.215.14"]);
    await expect(post(target, "{}", {}, { guard, timeoutMs: 2000, now: () => 0 })).rejects.toThrow(TargetRefused);
    expect(receiver.received).toEqual([]);
  });

  test("is refused when one of several addresses lies inside", async () => {
    const guard = createTargetGuard({ resolve: async () => ["93.184.215.14", "::ffff:127.0.0.1"] });
    await expect(guard.addressesOf("two.example")).rejects.toThrow(TargetRefused);
  });

  test("isn't followed to where it redirects", async () => {
    receiver.answer({ status: 307, headers: { location: `${redirected.url}/` } });
    const answer = await send(`${receiver.url}/in`, { allowPrivateTargets: ["127.0.0.0/8"] });
    expect(answer.status).toBe(307);
    expect(redirected.received).toEqual([]);
  });

  test("isn't read for longer than it takes to know an error", async () => {
    receiver.answer({ status: 500, body: "x".repeat(5_000_000) });
    const answer = await send(`${receiver.url}/in`, { allowPrivateTargets: true });
    expect(answer.body).toHaveLength(16_384);
  });
});

test("Retry-After is seconds or a date", () => {
  const now = Date.parse("2026-11-23T10:00:00Z");
  expect(secondsOf("120", now)).toBe(120);
  expect(secondsOf("Mon, 23 Nov 2026 10:01:30 GMT", now)).toBe(90);
  expect(secondsOf("Mon, 23 Nov 2026 09:00:00 GMT", now)).toBe(0);
  expect(secondsOf("soon", now)).toBeNull();
  expect(secondsOf(undefined, now)).toBeNull();
});
