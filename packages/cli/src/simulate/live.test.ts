import { expect, test } from "vitest";
import { type LivePayload, liveEvents, liveFeed } from "./live.ts";
import { makeWorld } from "./world/world.ts";

const START = Date.parse("2026-11-23T14:00:00Z");
const OPTIONS = { seed: 42, professionals: 300 };
const second = (n: number) => liveEvents({ ...OPTIONS, at: new Date(START + n * 1000) });
const span = (seconds: number): LivePayload[] => Array.from({ length: seconds }, (_, n) => second(n)).flat();

test("a second always has the same payloads, whatever its milliseconds", () => {
  const late = liveEvents({ ...OPTIONS, at: new Date(START + 5_999) });
  expect(late).toEqual(second(5));
  expect(span(60)).toEqual(span(60));
  const elsewhere = Array.from({ length: 60 }, (_, n) =>
    liveEvents({ ...OPTIONS, seed: 43, at: new Date(START + n * 1000) }),
  );
  expect(elsewhere.flat()).not.toEqual(span(60));
});

test("about one or two payloads a second, of every kind, within ten minutes", () => {
  const payloads = span(600);
  expect(payloads.length / 600).toBeGreaterThan(0.8);
  expect(payloads.length / 600).toBeLessThan(4);
  const kinds = new Set(payloads.map(({ source }) => source));
  expect([...kinds].sort()).toEqual([
    "consumption",
    "content",
    "ga4",
    "hubspot",
    "ops",
    "referrals",
    "scores",
    "sendgrid",
    "whatsapp",
  ]);
});

test("what is polled comes within its objective of 300 s, and the CRM with time to spare for what is built of it", () => {
  const longestGap = (...sources: string[]): number => {
    const seconds = Array.from({ length: 1800 }, (_, n) => n).filter((n) =>
      second(n).some(({ source }) => sources.includes(source)),
    );
    return Math.max(...seconds.map((n, index) => n - (seconds[index - 1] ?? 0)));
  };
  expect(longestGap("hubspot", "scores")).toBeLessThanOrEqual(120);
  expect(longestGap("referrals")).toBeLessThanOrEqual(240);
  expect(longestGap("ops")).toBeLessThanOrEqual(240);
});

test("they belong to the people and the catalogue of the sample, made with another now", () => {
  const world = makeWorld({ ...OPTIONS, months: 3, now: new Date(START - 86_400_000), timeZone: "America/Bogota" });
  const people = new Map(world.people.map((person) => [person.id, person]));
  const content = new Set(world.catalogue.all.map(({ id }) => id));
  const payloads = span(600);
  const events = payloads
    .filter(({ source }) => source === "sendgrid")
    .flatMap(({ body }) => JSON.parse(body) as { user_id: string; email: string; timestamp: number }[]);
  for (const event of events) expect(people.get(event.user_id)?.email).toBe(event.email);
  const plays = payloads
    .filter(({ source }) => source === "consumption")
    .flatMap(({ body }) => JSON.parse(body) as { user_id: string; content_id: string; started_at: string }[]);
  expect(plays.length).toBeGreaterThan(20);
  for (const play of plays) {
    expect(people.has(play.user_id)).toBe(true);
    expect(content.has(play.content_id)).toBe(true);
    expect(Date.parse(play.started_at)).toBeLessThan(START + 600_000);
  }
});

test("a message is delivered before it is opened, and opened before it is clicked", () => {
  const steps = new Map<string, string[]>();
  for (const { source, body } of span(600)) {
    if (source !== "sendgrid") continue;
    for (const { sg_message_id: id, event } of JSON.parse(body)) steps.set(id, [...(steps.get(id) ?? []), event]);
  }
  const whole = [...steps.values()].filter((events) => events[0] === "delivered").map((events) => events.join(" "));
  expect(new Set(whole)).toEqual(new Set(["delivered", "delivered open", "delivered open click"]));
});

test("a message belongs to the same person on both sides of midnight", () => {
  const midnight = (Date.parse("2026-11-24T00:00:00Z") - START) / 1000;
  const owners = new Map<string, Set<string>>();
  for (let n = midnight - 120; n < midnight + 120; n += 1) {
    for (const { body } of second(n).filter(({ source }) => source === "sendgrid")) {
      for (const { sg_message_id: id, user_id: user } of JSON.parse(body)) {
        owners.set(id, (owners.get(id) ?? new Set()).add(user));
      }
    }
  }
  expect(owners.size).toBeGreaterThan(20);
  expect([...owners.values()].filter((users) => users.size > 1)).toEqual([]);
});

test("a registration comes as sign_up and as a contact with the same id, new to the sample", () => {
  const payloads = span(1200);
  const contacts = payloads
    .filter(({ source }) => source === "hubspot")
    .flatMap(({ body }) => JSON.parse(body).results);
  const signUps = payloads
    .filter(({ source }) => source === "ga4")
    .flatMap(({ body }) =>
      body
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    )
    .filter((event) => event.event_name === "sign_up");
  expect(contacts.length).toBeGreaterThan(2);
  expect(signUps.map((event) => event.user_id)).toEqual(contacts.map(({ id }) => id));
  for (const { id } of contacts) expect(Number(id)).toBeGreaterThan(51_000_000 + 300 * 7);
});

test("the feed gives each second once, catches up after a pause and ends with its signal", async () => {
  let now = START;
  const controller = new AbortController();
  const given: LivePayload[][] = [];
  const sleep = async () => {
    now += given.length < 5 ? 1000 : 4000;
  };
  for await (const payloads of liveFeed(OPTIONS, { signal: controller.signal, clock: () => now, sleep })) {
    given.push(payloads);
    if (given.length === 12) controller.abort();
  }
  expect(given).toEqual(Array.from({ length: 12 }, (_, n) => second(n)));
});
