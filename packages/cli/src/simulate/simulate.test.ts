import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SimulatedSource, type SimulationManifest, simulate } from "./simulate.ts";
import { simulateInWorker } from "./worker.ts";

const NOW = new Date("2026-11-22T15:00:00Z");
const SMALL = { months: 4, professionals: 300, now: NOW, timeZone: "America/Bogota" };

const root = mkdtempSync(join(tmpdir(), "simulate-"));
afterAll(() => rmSync(root, { recursive: true }));

function digest(folder: string, manifest: SimulationManifest): string {
  const hash = createHash("sha256");
  for (const { source, path } of manifest.files)
    hash
      .update(source)
      .update(path)
      .update(readFileSync(join(folder, path)));
  return hash.digest("hex");
}

async function simulated(name: string, seed: number, run = simulate): Promise<string> {
  const outDir = join(root, name);
  return digest(outDir, await run({ ...SMALL, seed, outDir }));
}

describe("determinism", () => {
  test("the same options give the same bytes, in a worker too; another seed gives others", async () => {
    const first = await simulated("first", 42);
    expect(await simulated("second", 42)).toBe(first);
    expect(await simulated("worker", 42, simulateInWorker)).toBe(first);
    expect(await simulated("other", 43)).not.toBe(first);
  });

  test("the manifest on the disk is the one returned, in the order of ingest", async () => {
    const outDir = join(root, "manifest");
    const manifest = await simulate({ ...SMALL, seed: 1, outDir });
    expect(JSON.parse(readFileSync(join(outDir, "manifest.json"), "utf8"))).toEqual(manifest);
    expect(manifest).toMatchObject({ seed: 1, months: 4, professionals: 300, now: NOW.toISOString() });
    const order = [...new Set(manifest.files.map(({ source }) => source))];
    expect(order.slice(0, 3)).toEqual(["hubspot", "content", "ga4"]);
    expect(manifest.files.filter(({ source }) => source === "ga4").map(({ path }) => path)).toEqual([
      "ga4/export-2026-07.ndjson",
      "ga4/export-2026-08.ndjson",
      "ga4/export-2026-09.ndjson",
      "ga4/export-2026-10.ndjson",
      "ga4/export-2026-11.ndjson",
    ]);
  });
});

test.each([
  ["months", { months: 0 }],
  ["professionals", { professionals: 2.5 }],
  ["seed", { seed: -1 }],
  ["now", { now: new Date("never") }],
])("refuses a bad %s by name", async (name, wrong) => {
  const attempt = simulate({ ...SMALL, outDir: join(root, "refused"), ...wrong });
  await expect(attempt).rejects.toMatchObject({ code: "bad_argument", message: expect.stringContaining(name) });
  await expect(simulateInWorker({ ...SMALL, outDir: join(root, "refused"), ...wrong })).rejects.toThrow(name);
});

describe("wire formats", () => {
  const folder = join(root, "wire");
  let manifest: SimulationManifest;
  const linesOf = (source: SimulatedSource, part = ""): string[] =>
    manifest.files
      .filter((file) => file.source === source && file.path.includes(part))
      .flatMap(({ path }) => readFileSync(join(folder, path), "utf8").trimEnd().split("\n"));
  /** Rows of a CSV file without quoted cells. */
  const rowsOf = (source: SimulatedSource, part: string): Record<string, string>[] => {
    const [header = "", ...lines] = linesOf(source, part);
    const names = header.split(",");
    return lines.map((line) => Object.fromEntries(line.split(",").map((cell, index) => [names[index], cell])));
  };

  beforeAll(async () => {
    manifest = await simulate({ ...SMALL, seed: 42, outDir: folder });
  });

  test("GA4 export: INT64 as strings, days in order, registrations known by the contact id", () => {
    const contacts = new Set(contactsOf().map(({ id }) => id));
    let last = 0;
    let registrations = 0;
    for (const line of linesOf("ga4")) {
      const event = JSON.parse(line);
      expect(event.event_timestamp).toMatch(/^\d{16}$/);
      const at = Number(event.event_timestamp.slice(0, 13));
      expect(at).toBeLessThan(NOW.getTime());
      expect(at).toBeGreaterThanOrEqual(last);
      last = at;
      expect(new Date(at - 5 * 3_600_000).toISOString().slice(0, 10).replaceAll("-", "")).toBe(event.event_date);
      for (const { key, value } of event.event_params) {
        const [[kind, held]] = Object.entries(value) as [[string, unknown]];
        expect([key, kind, typeof held]).toEqual([key, expect.stringMatching(/^(string|int)_value$/), "string"]);
      }
      expect(event.user_pseudo_id).toMatch(/^\d+\.\d{10}$/);
      if (event.user_id !== undefined) expect(contacts.has(event.user_id)).toBe(true);
      if (event.event_name === "sign_up") registrations += 1;
    }
    const start = Date.parse("2026-07-01T05:00:00Z");
    expect(registrations).toBe(contactsOf().filter(({ createdAt }) => Date.parse(createdAt) >= start).length);
  });

  interface Contact {
    id: string;
    createdAt: string;
    updatedAt: string;
    properties: Record<string, string>;
  }
  const contactsOf = (): Contact[] => linesOf("hubspot", "contacts").flatMap((line) => JSON.parse(line).results);

  test("HubSpot pages: string properties, a cursor on all but the last", () => {
    const pages = linesOf("hubspot", "contacts").map((line) => JSON.parse(line));
    expect(pages.map((page) => page.results.length)).toEqual([100, 100, 100]);
    expect(pages.map((page) => page.paging?.next.after === page.results.at(-1).id)).toEqual([true, true, false]);
    for (const { properties, updatedAt } of contactsOf()) {
      for (const value of Object.values(properties)) expect(typeof value).toBe("string");
      expect(Date.parse(updatedAt)).toBeLessThanOrEqual(NOW.getTime());
    }
  });

  test("every play is of an item of the catalogue and by a contact, and is over by now", () => {
    const items = new Map(rowsOf("content", "").map((row) => [row.content_id, row]));
    const contacts = new Set(contactsOf().map(({ id }) => id));
    const plays = rowsOf("consumption", "");
    expect(plays.length).toBeGreaterThan(300);
    expect(new Set(plays.map(({ id }) => id)).size).toBe(plays.length);
    for (const play of plays) {
      expect(contacts.has(play.user_id ?? "")).toBe(true);
      const item = items.get(play.content_id);
      expect(Number(play.seconds_played)).toBeLessThanOrEqual(Number(item?.duration_s));
      expect(Date.parse(play.started_at ?? "") + Number(play.seconds_played) * 1000).toBeLessThanOrEqual(NOW.getTime());
      expect(play.completed).toBe(String(Number(play.max_percent) >= 90));
    }
  });

  test("referrals and scores name contacts; nothing is later than now", () => {
    const contacts = new Map(contactsOf().map((contact) => [contact.id, contact]));
    for (const row of rowsOf("referrals", "")) {
      expect(contacts.has(row.referrer_user_id ?? "")).toBe(true);
      expect(Date.parse(row.invited_at ?? "")).toBeLessThan(NOW.getTime());
      if (row.registered_at) expect(contacts.get(row.invitee_user_id ?? "")?.createdAt).toBe(row.registered_at);
    }
    for (const row of rowsOf("scores", "scores")) {
      expect(contacts.has(row.user_id ?? "")).toBe(true);
      expect(Date.parse(row.scored_at ?? "")).toBeLessThan(NOW.getTime());
      const score = Number(row.score);
      expect(row.segment).toBe(score < 40 ? "cold" : score < 70 ? "warm" : "hot");
    }
  });

  test("SendGrid arrays: seconds, ids that repeat only with the same event, machine opens marked", () => {
    const events = linesOf("sendgrid").flatMap((line) => JSON.parse(line) as Record<string, unknown>[]);
    const known = new Map<unknown, string>();
    for (const event of events) {
      expect(Number.isInteger(event.timestamp)).toBe(true);
      expect(event.timestamp).toBeLessThanOrEqual(NOW.getTime() / 1000);
      const text = JSON.stringify(event);
      expect(known.get(event.sg_event_id) ?? text).toBe(text);
      known.set(event.sg_event_id, text);
    }
    expect(events.some(({ sg_machine_open: machine }) => machine === true)).toBe(true);
    expect(events.some(({ event }) => event === "click")).toBe(true);
  });

  test("WhatsApp webhooks: strings for times, out of order, read without delivered, capped failures", () => {
    const values = linesOf("whatsapp").flatMap((line) =>
      JSON.parse(line).entry.flatMap((entry: { changes: { value: Record<string, unknown> }[] }) =>
        entry.changes.map((change) => change.value),
      ),
    );
    const statuses = values.flatMap((value) => (value.statuses ?? []) as Record<string, unknown>[]);
    for (const status of statuses) {
      expect(status.timestamp).toMatch(/^\d{10}$/);
      expect(JSON.parse(String(status.biz_opaque_callback_data))).toMatchObject({ campaign_id: expect.any(String) });
    }
    const times = statuses.map(({ timestamp }) => Number(timestamp));
    expect(times).not.toEqual(times.toSorted((a, b) => a - b));
    const seen = new Map<unknown, Set<unknown>>();
    for (const { id, status } of statuses) seen.set(id, (seen.get(id) ?? new Set()).add(status));
    expect([...seen.values()].some((kinds) => kinds.has("read") && !kinds.has("delivered"))).toBe(true);
    expect(JSON.stringify(statuses)).toContain('"code":131049');
    expect(values.some((value) => Array.isArray(value.messages))).toBe(true);
  });
});
