import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { AppState } from "../../state/AppState.ts";
import { createAlertStore } from "../store/createAlertStore.ts";
import { alertOutbox } from "../store/tables.ts";
import { stateCases } from "../store/testing/states.ts";
import type { AlertStore } from "../types.ts";
import { type Alerts, createAlerts } from "./createAlerts.ts";
import { LEASE_MS } from "./evaluate.ts";
import type { Asked } from "./judgeRules.ts";
import { emptyState } from "./testing/emptyState.ts";
import { deliveryTo, MINUTE, NOON, openShop, reader, recipient, ruleOf, type Shop } from "./testing/shop.ts";

const RULES = 5;

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(async () => {
  await shop.close();
});

describe.each(stateCases())("two engines on one $name", (database) => {
  const states: AppState[] = [];
  let stores: AlertStore[] = [];
  const engines: Alerts[] = [];
  beforeAll(async () => {
    await database.start();
    states.push(await database.open());
    states.push(database.isShared ? await database.open() : (states[0] as AppState));
  });
  afterAll(async () => {
    // Whatever the last test left on its way would find its connection cut.
    for (const engine of engines.splice(0)) await engine.close();
    for (const state of new Set(states)) await state.close();
    await database.stop();
  });
  beforeEach(async () => {
    for (const engine of engines.splice(0)) await engine.close();
    await emptyState(states[0] as AppState);
    stores = await Promise.all(states.map((state) => createAlertStore(state, "default")));
    shop.clock.now = NOON;
    await shop.empty();
    await shop.sell(1, "CO", 3);
    for (let index = 0; index < RULES; index++) {
      await stores[0]?.saveRule(ruleOf({ id: `rule-${index}` }), { basedOn: null, by: "ana", origin: "app", at: NOON });
    }
  });

  function open(place: number, asked: Asked = shop.northstar): Alerts {
    const alerts = createAlerts({
      store: stores[place] as AlertStore,
      delivery: deliveryTo([
        recipient("ana", reader(["director"])),
        recipient("coco", reader(["director"], { country: ["CO"] })),
      ]),
      now: () => shop.clock.now,
      tickSeconds: 0,
      holder: `engine ${place}`,
    });
    alerts.start(asked);
    engines.push(alerts);
    return alerts;
  }

  async function sent(): Promise<string[]> {
    const rows = (await states[0]?.db.select().from(alertOutbox)) ?? [];
    return rows
      .flatMap(({ message, recipient: to }) => (message ? [`${to} ${message.event} ${message.alerts.length}`] : []))
      .sort();
  }

  it("look by turns at everything, and each message goes out once", async () => {
    const [one, two] = [open(0), open(1)];
    for (let minute = 0; minute < 4; minute++) {
      shop.pass(MINUTE);
      const reports = await Promise.all([one.evaluate(), two.evaluate(), two.evaluate(), one.evaluate()]);
      // Of four looks at once those of one engine count, and of these the first finds something.
      expect(reports.map(({ evaluated }) => evaluated).sort()).toEqual([0, 0, 0, 2 * RULES]);
    }
    expect(await sent()).toEqual([`ana fired ${RULES}`, `coco fired ${RULES}`]);
  });

  it("write nothing twice when one was so slow that the other took over in the middle", async () => {
    let goOn = () => {};
    let isAsking = () => {};
    const asking = new Promise<void>((resolve) => {
      isAsking = resolve;
    });
    const slow = open(0, {
      catalog: shop.northstar.catalog,
      freshness: shop.northstar.freshness,
      async load(...asked) {
        const lines = await shop.northstar.load(...asked);
        isAsking();
        await new Promise<void>((resolve) => {
          goOn = resolve;
        });
        return lines;
      },
    });
    const other = open(1);
    const stuck = slow.evaluate();
    await asking;
    shop.pass(LEASE_MS);
    expect(await other.evaluate()).toMatchObject({ isHolder: true, evaluated: 2 * RULES, messages: 2 });
    // What the slow one found before is of another time, and isn't written, though by now nobody has the lease.
    shop.pass(2 * LEASE_MS);
    const ticking = setInterval(() => goOn(), 1);
    expect(await stuck).toMatchObject({ isHolder: false, messages: 0 });
    clearInterval(ticking);
    expect(await sent()).toEqual([`ana fired ${RULES}`, `coco fired ${RULES}`]);
    expect((await other.port.history(reader(["director"]), { limit: 50 })).entries).toHaveLength(RULES);

    // One that is closed leaves at once: the other needn't wait for its lease to end.
    await other.evaluate();
    await other.close();
    shop.pass(MINUTE);
    const last = slow.evaluate();
    const going = setInterval(() => goOn(), 1);
    expect(await last).toMatchObject({ isHolder: true, evaluated: 2 * RULES, messages: 0 });
    clearInterval(going);
  });
});
