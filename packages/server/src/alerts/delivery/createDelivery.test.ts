import type { AlertState } from "@northstar/core";
import { eq } from "drizzle-orm";
import { SignJWT } from "jose";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { AppState } from "../../state/AppState.ts";
import { openAppState } from "../../state/openAppState.ts";
import { createAlertStore, type OpenAlertStore } from "../store/createAlertStore.ts";
import { alertOutbox } from "../store/tables.ts";
import { type HttpReceiver, httpReceiver } from "../testing/httpReceiver.ts";
import { alertMessage, director, SENT_AT } from "../testing/messages.ts";
import type { AlertMessage } from "../types.ts";
import { parseChannels } from "./channelsFile.ts";
import { createDelivery, type Delivery } from "./createDelivery.ts";
import { createAlertLinks } from "./links.ts";
import { signLinks } from "./signLinks.ts";

const SECRET = "a secret of at least thirty-two characters";
const HOOK_SECRET = `whsec_${Buffer.from("a key of twenty-eight bytes!").toString("base64")}`;
let state: AppState;
let store: OpenAlertStore;
let slow: HttpReceiver;
let quick: HttpReceiver;
let delivery: Delivery;
let now = SENT_AT;

beforeAll(async () => {
  [state, slow, quick] = await Promise.all([
    openAppState({
      onError: (error) => {
        throw error;
      },
    }),
    httpReceiver(),
    httpReceiver(),
  ]);
  store = await createAlertStore(state, "acme");
  const rule = {
    id: "active-low",
    title: { es: "Profesionales activos", en: "Active professionals" },
    owner: "marketing",
    watch: { kpi: "active_professionals" },
    condition: { kind: "threshold", direction: "below", red: { enter: 2000 } },
  } as const;
  await store.saveRule(rule, { basedOn: null, by: "ana", origin: "app", at: SENT_AT });
});
afterAll(async () => {
  await store.close();
  await state.close();
  await Promise.all([slow.close(), quick.close()]);
});
beforeEach(async () => {
  now = SENT_AT;
  for (const receiver of [slow, quick]) {
    receiver.received.length = 0;
    receiver.answerAlways({ status: 200 });
  }
  delivery = await open();
});
afterEach(async () => {
  await delivery.close();
});

function open(environment: Record<string, string | undefined> = { HOOK_SECRET }) {
  return createDelivery({
    store,
    state,
    file: parseChannels(`
channels:
  - { name: hook, kind: webhook, secretFrom: HOOK_SECRET, recipients: [
      { id: ana, title: Ana, to: "${quick.url}/ana", roles: [director] },
      { id: leo, title: Leo, to: "${quick.url}/leo", roles: [devops] }] }
  - { name: other, kind: webhook, secretFrom: HOOK_SECRET, recipients: [{ id: ana, title: Ana, to: "${slow.url}/ana", roles: [director] }] }
  - { name: wa, kind: whatsapp, tokenFrom: WA, phoneNumberId: "1", template: t, recipients: [{ id: ana, title: Ana, to: "+573001234567", roles: [director] }] }
allowPrivateTargets: [127.0.0.0/8]
`),
    environment,
    secret: SECRET,
    portalUrl: "https://portal.example/alertas",
    publicUrl: "https://api.example/",
    timeoutMs: 5000,
    now: () => now,
    random: () => 0,
    resolve: async () => ["93.184.215.14"],
  });
}

let count = 0;
/** Puts messages into the outbox, as an evaluation does. */
async function put(...changes: Partial<AlertMessage>[]): Promise<string[]> {
  const lease = await store.takeLease("engine", "test", 60_000, now);
  if (!lease) throw new Error("No lease.");
  const messages = changes.map((change) => {
    const key = `key-${++count}`;
    // Jobs start by the clock of the database, which is the real one.
    return alertMessage({ dedupKey: key, threadKey: key, notBefore: 0, ...change });
  });
  await store.commit({ rows: [], history: [], messages, untold: [] }, lease);
  return messages.map(({ dedupKey }) => dedupKey);
}
const idsAt = (receiver: HttpReceiver) => receiver.received.map(({ headers }) => headers["webhook-id"]);
async function statusOf(key: string): Promise<string | undefined> {
  const [found] = await state.db.select().from(alertOutbox).where(eq(alertOutbox.dedupKey, key));
  return found?.status;
}
const settled = (read: () => unknown) => expect.poll(read, { timeout: 10_000, interval: 20 });

test("who is told, by what, and what lacks", async () => {
  expect(
    (await delivery.recipients()).map(({ channel, id, audience, timeZone }) => [
      channel,
      id,
      audience.claims,
      timeZone,
    ]),
  ).toEqual([
    ["hook", "ana", { tenant: "acme", roles: ["director"], filters: {} }, "America/Bogota"],
    ["hook", "leo", { tenant: "acme", roles: ["devops"], filters: {} }, "America/Bogota"],
    ["other", "ana", { tenant: "acme", roles: ["director"], filters: {} }, "America/Bogota"],
    ["wa", "ana", { tenant: "acme", roles: ["director"], filters: {} }, "America/Bogota"],
  ]);
  const channels = await delivery.channels();
  expect(channels.map(({ name, problem }) => [name, problem])).toEqual([
    ["hook", null],
    ["other", null],
    ["wa", "The environment variable WA isn't set."],
  ]);
  expect(JSON.stringify(channels)).not.toMatch(/127\.0\.0\.1|whsec|\+57/);
});

test("a message goes out of the outbox; a channel that doesn't answer keeps no other waiting", async () => {
  slow.answerAlways("silent");
  const waiting = await put({ channel: "other" }, { channel: "other" }, { channel: "other" });
  await delivery.start();
  await settled(() => slow.received.length).toBe(1);
  const [key = ""] = await put({});
  await settled(async () => await statusOf(key)).toBe("sent");
  expect(idsAt(quick)).toEqual([key]);
  // Those of the other channel have had no answer yet.
  expect(await Promise.all(waiting.map(statusOf))).toEqual(["waiting", "waiting", "waiting"]);
  slow.answerAlways({ status: 200 });
  slow.cut();
  await settled(async () => (await Promise.all(waiting.map(statusOf))).toSorted()).toEqual([
    "retrying",
    "sent",
    "sent",
  ]);
}, 30_000);

test("who may not see the numbers any more isn't sent them; what can't go says so", async () => {
  const [foreign = ""] = await put({ recipientId: "leo" });
  const [gone = ""] = await put({ recipientId: "eva" });
  const [early = ""] = await put({ channel: "wa" });
  await delivery.start();
  await settled(async () => [await statusOf(foreign), await statusOf(gone), await statusOf(early)]).toEqual([
    "withheld",
    "dead",
    "retrying",
  ]);
  expect(quick.received).toEqual([]);
  expect((await store.deadLetters()).map(({ problem }) => problem)).toEqual([
    "There is no such channel or recipient any more.",
  ]);
}, 30_000);

test("a test goes at once and says that it is one", async () => {
  expect(await delivery.test(alertMessage({ event: "test" }))).toBeNull();
  expect(JSON.parse(quick.received[0]?.body ?? "null")).toMatchObject({
    type: "alert.test",
    data: { text: "Mensaje de prueba: Profesionales activos" },
  });
  quick.answer({ status: 404 });
  expect(await delivery.test(alertMessage({ event: "test" }))).toBe("The receiver refused it (404).");
});

describe("links", () => {
  const links = createAlertLinks(SECRET, () => now);
  const deed = { tenant: "acme", channel: "hook", to: "ana", alerts: [["active-low", SENT_AT] as [string, number]] };
  const acknowledge = () => links.sign({ ...deed, do: "acknowledge" });
  const firing = async (firingSince: number, episode: number) => {
    const lease = await store.takeLease("engine", "test", 60_000, now);
    if (!lease) throw new Error("No lease.");
    const last = { at: now, value: 1284, compared: 1284, limit: 2000, period: null };
    const state: AlertState = {
      ...{ status: "firing", level: "red", since: firingSince, firingSince, evaluatedAt: now, last },
      ...{ pending: null, recoveringSince: null, easingSince: null, blindSince: null, cause: null },
    };
    const row = { ruleId: "active-low", audienceId: director.id, rows: director.rows, ruleVersion: 1 };
    await store.commit({ rows: [{ ...row, state, episode, told: {} }], history: [], messages: [], untold: [] }, lease);
  };

  test("acknowledge the firing that they were sent for, once, and no later one", async () => {
    await firing(SENT_AT, 1);
    const token = await acknowledge();
    const done = { done: "acknowledged", locale: "es", title: "Profesionales activos" };
    expect(await delivery.followLink(token)).toEqual(done);
    now += 60_000;
    expect(await delivery.followLink(token)).toEqual(done);
    expect(await store.acknowledgements()).toEqual([
      { ruleId: "active-low", rows: director.rows, episode: 1, by: "Ana", at: SENT_AT, note: null },
    ]);
    await firing(SENT_AT + 3_600_000, 2);
    expect(await delivery.followLink(token)).toBeNull();
  });

  test("are nobody else's: not changed, not of another secret, tenant or recipient, not older than 30 days", async () => {
    await firing(SENT_AT, 3);
    const token = await acknowledge();
    const [head, body = "", signature] = token.split(".");
    const changed = Buffer.from(Buffer.from(body, "base64url").toString().replace("ana", "leo")).toString("base64url");
    const others = await Promise.all([
      createAlertLinks(`${SECRET}.`, () => now).sign({ ...deed, do: "acknowledge" }),
      links.sign({ ...deed, do: "acknowledge", tenant: "other" }),
      links.sign({ ...deed, do: "acknowledge", to: "eva" }),
      // Leo's numbers are those of another audience, which doesn't fire.
      links.sign({ ...deed, do: "acknowledge", to: "leo" }),
      new SignJWT({ ...deed, do: "acknowledge" })
        .setProtectedHeader({ alg: "HS256" })
        .setAudience("northstar-alert-link")
        .setExpirationTime("1h")
        .sign(Buffer.from(SECRET)),
    ]);
    for (const one of [...others, `${head}.${changed}.${signature}`, "x", ""]) {
      expect(await delivery.followLink(one)).toBeNull();
    }
    now += 30 * 86_400_000 + 1000;
    expect(await delivery.followLink(token)).toBeNull();
  });

  test("end what a recipient is told of a rule, and what is on its way to them", async () => {
    const [key = ""] = await put({ channel: "other" });
    await delivery.followLink(await links.sign({ ...deed, do: "unsubscribe", channel: "other" }));
    expect(await store.unsubscriptions()).toEqual([{ channel: "other", recipientId: "ana", ruleId: "active-low" }]);
    await delivery.start();
    await settled(async () => await statusOf(key)).toBe("held_back");
    expect(idsAt(slow)).not.toContain(key);
  }, 30_000);

  test("stand in the message, bound to its recipient and alerts", async () => {
    const read = await signLinks(alertMessage(), { publicUrl: "https://api.example/", tenant: "acme", links });
    expect(read.unsubscribe).toMatch(/^https:\/\/api\.example\/northstar\/v1\/alerts\/links\/ey/);
    expect(await links.verify(read.acknowledge?.split("/").at(-1) ?? "")).toEqual({
      ...{ do: "acknowledge", tenant: "acme", channel: "hook", to: "ana" },
      alerts: [["active-low", Date.parse("2026-11-23T12:05:00Z")]],
    });
    const recovered = await signLinks(alertMessage({ event: "recovered" }), { tenant: "acme", links });
    expect(recovered).toEqual({ portal: null, acknowledge: null, unsubscribe: null });
  });
});

test("a short secret is refused", async () => {
  const file = parseChannels("channels: []");
  await expect(createDelivery({ store, state, file, environment: {}, secret: "short" })).rejects.toMatchObject({
    code: "secret_short",
  });
});
