import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";
import type { AlertRuleInput, Claims, SourceWatermark } from "@northstar/core";
import { createNorthstar, type Northstar } from "../../../createNorthstar.ts";
import { SECRET } from "../../../testing/community.ts";
import type { AlertDelivery, AlertMessage, Recipient } from "../../types.ts";
import { audienceOf } from "../audienceOf.ts";

/** Noon in Bogota, where the shop's days are cut. */
export const NOON = Date.parse("2026-11-22T17:00:00Z");
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A shop on the real Cube runtime, with a clock that is set and sources that are loaded by hand. */
export interface Shop {
  northstar: Northstar;
  clock: { now: number };
  /** Orders of a day at noon, local; `daysAgo` 1 is yesterday, the last complete day on `NOON`. */
  sell(daysAgo: number, country: string, orders: number, amount?: number): Promise<void>;
  empty(): Promise<void>;
  /** Says that a source was loaded; by default now. */
  loaded(source: "crm" | "ops", at?: number): void;
  /** Goes on by so long, with all sources loaded all the time. */
  pass(ms: number): void;
  close(): Promise<void>;
}

export async function openShop(): Promise<Shop> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(`
    CREATE TABLE sales (id INTEGER, tenant_id VARCHAR, country VARCHAR, sold_at TIMESTAMP, amount DECIMAL(18,2));
    CREATE TABLE runs (id INTEGER, tenant_id VARCHAR, started_at TIMESTAMP);
    CREATE TABLE loads (id INTEGER);
    CREATE SEQUENCE ids;
  `);
  const clock = { now: NOON };
  const watermarks = new Map<string, SourceWatermark>();
  const listeners = new Set<(watermarks: SourceWatermark[]) => void>();
  let commits = 0;

  function loaded(source: string, at = clock.now): void {
    const time = new Date(at).toISOString();
    // An event of its own each time: rows that came in the same fixed second are news too.
    const lastEventAt = new Date(at - DAY + commits++).toISOString();
    const watermark = { source, lastEventAt, lastLoadedAt: time };
    watermarks.set(source, watermark);
    for (const listener of listeners) listener([watermark]);
  }
  loaded("crm");
  loaded("ops");

  const northstar = await createNorthstar({
    secret: SECRET,
    production: true,
    cube: { modelPath: fileURLToPath(new URL("./model", import.meta.url)), instance, refreshWorker: false },
    watermarks: async () => [...watermarks.values()],
    onWatermark(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    now: () => new Date(clock.now),
    onError: () => {},
  });
  return {
    northstar,
    clock,
    loaded,
    async sell(daysAgo, country, orders, amount = 10) {
      const at = new Date(NOON - daysAgo * DAY).toISOString().slice(0, 19);
      await connection.run(
        `INSERT INTO sales SELECT nextval('ids'), 'default', '${country}', '${at}', ${amount} FROM range(${orders})`,
      );
      await connection.run("INSERT INTO loads VALUES (1)");
      loaded("crm");
    },
    async empty() {
      await connection.run("DELETE FROM sales");
      await connection.run("INSERT INTO loads VALUES (1)");
      loaded("crm");
    },
    pass(ms) {
      clock.now += ms;
      for (const source of watermarks.keys()) loaded(source);
    },
    async close() {
      connection.closeSync();
      await northstar.close();
    },
  };
}

export function reader(roles: readonly string[], filters: Claims["filters"] = {}, sub = "reader"): Claims {
  return { sub, tenant: "default", roles, filters, can: [] };
}

export function recipient(id: string, claims: Claims, channel = "mail"): Recipient {
  return { channel, id, audience: audienceOf(claims), locale: "es", timeZone: "America/Bogota" };
}

/** Ways out whose messages stay where they are. */
export function deliveryTo(recipients: Recipient[]): AlertDelivery & { tests: AlertMessage[] } {
  const tests: AlertMessage[] = [];
  return {
    tests,
    recipients: async () => recipients,
    channels: async () =>
      [...new Set(recipients.map(({ channel }) => channel))].map((name) => ({
        name,
        kind: "email",
        problem: null,
        recipients: recipients
          .filter(({ channel }) => channel === name)
          .map(({ id, audience }) => ({ id, title: id, roles: audience.claims.roles })),
      })),
    async test(message) {
      tests.push(message);
      return null;
    },
    followLink: async () => null,
  };
}

/** Fires when a day has fewer than five orders, at once; recovered as soon as it has more. */
export function ruleOf(change: Partial<AlertRuleInput> = {}): AlertRuleInput {
  return {
    id: "few-orders",
    title: { es: "Pocos pedidos", en: "Few orders" },
    watch: { kpi: "orders" },
    condition: { kind: "threshold", direction: "below", amber: { enter: 5 }, red: { enter: 2 } },
    keepFiringSeconds: 0,
    owner: "sales",
    routes: [{ channel: "mail" }],
    ...change,
  };
}
