import { asc } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach } from "vitest";
import type { AppState } from "../../../state/AppState.ts";
import { openAppState } from "../../../state/openAppState.ts";
import { createAlertStore } from "../../store/createAlertStore.ts";
import { alertOutbox, alertUntold } from "../../store/tables.ts";
import type { AlertMessage, AlertStore, Recipient } from "../../types.ts";
import { type Alerts, type AlertsOptions, createAlerts } from "../createAlerts.ts";
import type { Asked } from "../judgeRules.ts";
import { emptyState } from "./emptyState.ts";
import { deliveryTo, MINUTE, NOON, openShop, reader, recipient, ruleOf, type Shop } from "./shop.ts";

export const director = reader(["director"]);
export const colombia = reader(["director"], { country: ["CO"] }, "colombia");
export const devops = reader(["devops"], {}, "devops");

/** A shop and a store for a file of tests, empty before each, and what is asked of them. */
export function useShop() {
  let shop: Shop | null = null;
  let state: AppState | null = null;
  let store: AlertStore | null = null;
  const engines: Alerts[] = [];
  beforeAll(async () => {
    [shop, state] = await Promise.all([openShop(), openAppState()]);
    store = await createAlertStore(state, "default");
  });
  afterAll(async () => {
    await shop?.close();
    await state?.close();
  });
  beforeEach(async () => {
    for (const engine of engines.splice(0)) await engine.close();
    await emptyState(opened(state));
    opened(shop).clock.now = NOON;
    await opened(shop).empty();
    opened(shop).loaded("ops");
  });

  async function sent(): Promise<AlertMessage[]> {
    const { db } = opened(state);
    const rows = await db.select().from(alertOutbox).orderBy(asc(alertOutbox.createdAt), asc(alertOutbox.recipient));
    return rows.flatMap(({ message }) => message ?? []);
  }

  return {
    get shop() {
      return opened(shop);
    },
    get store() {
      return opened(store);
    },
    /** An engine that only looks when it is told to, unless it is said otherwise. */
    open(
      recipients: Recipient[] = [recipient("ana", director)],
      { asked, ...options }: Partial<AlertsOptions> & { asked?: Partial<Asked> } = {},
    ): Alerts {
      const { clock, northstar } = opened(shop);
      const alerts = createAlerts({
        store: opened(store),
        delivery: deliveryTo(recipients),
        now: () => clock.now,
        tickSeconds: 0,
        onError: () => {},
        ...options,
      });
      const { load, catalog, freshness } = northstar;
      alerts.start({ load, catalog, freshness, ...asked });
      engines.push(alerts);
      return alerts;
    },
    async save(rule = ruleOf(), basedOn: number | null = null): Promise<void> {
      const at = opened(shop).clock.now;
      const saved = await opened(store).saveRule(rule, { basedOn, by: "ana", origin: "app", at });
      if (!saved) throw new Error("It wasn't saved.");
    },
    /** Messages, oldest first. */
    sent,
    /** The same as recipient, event, level and the value of the first alert. */
    async brief() {
      const messages = await sent();
      return messages.map(({ recipientId, event, level, alerts }) => [recipientId, event, level, alerts[0]?.value]);
    },
    async untold(): Promise<string[][]> {
      const rows = await opened(state).db.select().from(alertUntold).orderBy(asc(alertUntold.recipient));
      return rows.map(({ recipient: id, status }) => [id, status]);
    },
    /** Goes on by a minute and looks, so many times. */
    async minutes(engine: Alerts, count: number): Promise<void> {
      for (let minute = 0; minute < count; minute++) {
        opened(shop).pass(MINUTE);
        await engine.evaluate();
      }
    },
  };
}

function opened<T>(one: T | null): T {
  if (one === null) throw new Error("It is opened before the tests of the file.");
  return one;
}
