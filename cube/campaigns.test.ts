import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claims, createModelRuntime, type ModelRuntime } from "./testing/modelRuntime.ts";
import { createModelWarehouse, type ModelWarehouse } from "./testing/modelWarehouse.ts";

let data: ModelWarehouse;
let cube: ModelRuntime;

beforeAll(async () => {
  data = await createModelWarehouse();
  await campaigns(data);
  await onlyFailures(data);
  cube = await createModelRuntime(data);
});

afterAll(async () => {
  await cube?.close();
  await data?.close();
});

/*
 * March 2026, UTC (Bogota is 5 hours behind).
 *
 * em-1, e-mail, sent on the 2nd
 *   m1 ana    opened by a machine and twice by hand, clicked 3rd 10:00            delivered, opener, machine, clicker
 *   m2 bea    opened by a machine only                                            delivered, machine
 *   m3 caro   clicked 3rd 12:00, nothing else is known                            delivered, opener, clicker
 *   m4 dani   bounced                                                             sent
 *   m5 nobody known, opened                                                       delivered, opener
 *   m6 nobody known, opened: another person, for all we know                      delivered, opener
 *   m7 ana    sent on the 5th, opened and clicked at 16:00: ana was counted       delivered
 *   m8 eva    its only click was a machine's                                      delivered
 *   m9 gus    deleted                                                             nothing
 *   sent 8, delivered 7, openers 4 (ana, caro, m5, m6), machine 2 (m1, m2), clickers 2 (ana, caro)
 *
 * wa-1, WhatsApp, sent on the 4th
 *   w1 ana    read, WhatsApp never said delivered                                 delivered, opener
 *   w2 bea    read at 15:01, delivered at 15:02                                   delivered, opener
 *   w3 caro   answered at 16:00, known by its event only                          delivered, opener, clicker
 *   w4 dani   failed                                                              sent
 *   w5 eva    sent                                                                sent
 *   sent 5, delivered 3, openers 3, clickers 1
 *
 * em-2, e-mail, sent on the 10th: five delivered
 *   n1 ana clicked 11th 12:00; n2 bea clicked 10th 16:00; n3 caro didn't open; n4 gus clicked 10th 18:00; n5 hugo clicked 12th 12:00
 *   sent 5, delivered 5, openers 4, clickers 4
 *
 * No campaign: t1 ana and t2 ana, opened. Each stands for itself: sent 2, delivered 2, openers 2.
 *   t2 was sent on 1 April 04:30 UTC, which is 31 March 23:30 in Bogota.
 *
 * Conversions
 *   ana   3rd 11:00   after m1 (3rd 10:00)                                                  em-1, m1
 *   ana   11th 13:00  m7 (5th 16:00) of em-1 is within 7 days, but n1 (11th 12:00) is later  em-2, n1
 *   ana   12th 12:00  n1 again: one person                                                   em-2, n1
 *   caro  10th 12:00  m3 (3rd 12:00) is within 7 days, but w3 (4th 16:00) is later           wa-1, w3
 *   gus   17th 18:00:00  7 days after n4 to the second                                       em-2, n4
 *   bea   17th 16:00:01  7 days and 1 s after n2                                             none
 *   bea   10th 17:00  deleted                                                                none
 *   eva   3rd 18:00   her click was a machine's                                              none
 *   hugo  11th 12:00  before he clicked                                                      none
 *   nobody known      though it names em-1                                                   none
 *   so em-1 1 (ana), wa-1 1 (caro), em-2 2 (ana, gus)
 */
async function campaigns({ insert }: ModelWarehouse): Promise<void> {
  await insert(
    "campaigns",
    "users",
    ["user_id", "country", "first_utm_source"],
    [
      ["ana", "CO", "google"],
      ["bea", "MX", "linkedin"],
      ["caro", "CO", "google"],
      ["dani", null, null],
      ["eva", "CO", "linkedin"],
      ["gus", "PE", "google"],
    ],
  );
  await insert(
    "campaigns",
    "campaigns",
    ["campaign_id", "channel", "name", "template_id", "segment", "sent_at"],
    [
      ["em-1", "email", "Boletín 28", "d-boletin", "todos", "2026-03-02 15:00"],
      ["wa-1", "whatsapp", "Webinar marzo", "webinar", "tibios", "2026-03-04 15:00"],
      ["em-2", "email", "Invita a un colega", null, null, "2026-03-10 15:00"],
    ],
  );
  const columns = ["message_id", "campaign_id", "user_id", "channel", "sent_at"];
  const times = ["delivered_at", "read_at", "clicked_at", "failed_at", "_deleted"];
  const none = [null, null, null, null, false];
  const arrived = ["2026-03-10 15:01", null, null, null, false];
  await insert(
    "campaigns",
    "messages",
    [...columns, ...times],
    [
      [
        "m1",
        "em-1",
        "ana",
        "email",
        "2026-03-02 15:00",
        "2026-03-02 15:01",
        "2026-03-02 16:00",
        "2026-03-03 10:00",
        null,
        false,
      ],
      ["m2", "em-1", "bea", "email", "2026-03-02 15:00", "2026-03-02 15:01", null, null, null, false],
      ["m3", "em-1", "caro", "email", "2026-03-02 15:00", null, null, "2026-03-03 12:00", null, false],
      ["m4", "em-1", "dani", "email", "2026-03-02 15:00", null, null, null, "2026-03-02 15:01", false],
      ["m5", "em-1", null, "email", "2026-03-02 15:00", "2026-03-02 15:01", "2026-03-02 16:00", null, null, false],
      ["m6", "em-1", null, "email", "2026-03-02 15:00", "2026-03-02 15:01", "2026-03-02 16:00", null, null, false],
      [
        "m7",
        "em-1",
        "ana",
        "email",
        "2026-03-05 15:00",
        "2026-03-05 15:01",
        "2026-03-05 16:00",
        "2026-03-05 16:00",
        null,
        false,
      ],
      ["m8", "em-1", "eva", "email", "2026-03-02 15:00", null, null, "2026-03-02 15:00:02", null, false],
      ["m9", "em-1", "gus", "email", "2026-03-02 15:00", "2026-03-02 15:01", "2026-03-02 16:00", null, null, true],
      ["w1", "wa-1", "ana", "whatsapp", "2026-03-04 15:00", null, "2026-03-04 15:30", null, null, false],
      ["w2", "wa-1", "bea", "whatsapp", "2026-03-04 15:00", "2026-03-04 15:02", "2026-03-04 15:01", null, null, false],
      ["w3", "wa-1", "caro", "whatsapp", "2026-03-04 15:00", ...none],
      ["w4", "wa-1", "dani", "whatsapp", "2026-03-04 15:00", null, null, null, "2026-03-04 15:01", false],
      ["w5", "wa-1", "eva", "whatsapp", "2026-03-04 15:00", ...none],
      [
        "n1",
        "em-2",
        "ana",
        "email",
        "2026-03-10 15:00",
        "2026-03-10 15:01",
        "2026-03-11 12:00",
        "2026-03-11 12:00",
        null,
        false,
      ],
      [
        "n2",
        "em-2",
        "bea",
        "email",
        "2026-03-10 15:00",
        "2026-03-10 15:01",
        "2026-03-10 16:00",
        "2026-03-10 16:00",
        null,
        false,
      ],
      ["n3", "em-2", "caro", "email", "2026-03-10 15:00", ...arrived],
      [
        "n4",
        "em-2",
        "gus",
        "email",
        "2026-03-10 15:00",
        "2026-03-10 15:01",
        "2026-03-10 18:00",
        "2026-03-10 18:00",
        null,
        false,
      ],
      [
        "n5",
        "em-2",
        "hugo",
        "email",
        "2026-03-10 15:00",
        "2026-03-10 15:01",
        "2026-03-12 12:00",
        "2026-03-12 12:00",
        null,
        false,
      ],
      ["t1", null, "ana", "email", "2026-03-20 15:00", "2026-03-20 15:01", "2026-03-20 16:00", null, null, false],
      ["t2", null, "ana", "email", "2026-04-01 04:30", "2026-04-01 04:31", "2026-04-01 16:00", null, null, false],
    ],
  );
  await insert(
    "campaigns",
    "message_events",
    ["dedup_key", "message_id", "event_type", "occurred_at", "is_machine"],
    [
      ["e1", "m1", "read", "2026-03-02 15:01:03", true],
      ["e2", "m1", "read", "2026-03-02 16:00", false],
      ["e3", "m1", "read", "2026-03-02 19:00", false],
      ["e4", "m1", "click", "2026-03-03 10:00", false],
      ["e5", "m2", "read", "2026-03-02 15:01:03", true],
      ["e6", "m8", "click", "2026-03-02 15:00:02", true],
      ["e7", "w3", "reply", "2026-03-04 16:00", false],
      ["e8", "w4", "failed", "2026-03-04 15:01", false],
    ],
  );
  await insert(
    "campaigns",
    "conversions",
    ["id", "user_id", "kind", "occurred_at", "campaign_id", "_deleted"],
    [
      ["1", "ana", "webinar_registration", "2026-03-03 11:00", null, false],
      ["2", "ana", "webinar_registration", "2026-03-11 13:00", "em-1", false],
      ["3", "ana", "purchase", "2026-03-12 12:00", null, false],
      ["4", "caro", "webinar_registration", "2026-03-10 12:00", null, false],
      ["5", "gus", "webinar_registration", "2026-03-17 18:00:00", null, false],
      ["6", "bea", "webinar_registration", "2026-03-17 16:00:01", null, false],
      ["7", "bea", "webinar_registration", "2026-03-10 17:00", null, true],
      ["8", "eva", "webinar_registration", "2026-03-03 18:00", null, false],
      ["9", "hugo", "webinar_registration", "2026-03-11 12:00", null, false],
      ["10", null, "webinar_registration", "2026-03-03 11:00", "em-1", false],
    ],
  );
}

const COUNTS = [
  "messages_sent",
  "messages_delivered",
  "campaign_openers",
  "machine_opens",
  "campaign_clickers",
  "campaign_conversions",
];
const RATES = ["delivery_rate", "open_rate", "click_rate", "click_to_open_rate", "campaign_conversion_rate"];

const sent = (measures: string[], dateRange: readonly [string, string] = ["2026-03-01", "2026-03-31"]) => ({
  measures: measures.map((name) => `operational.${name}`),
  timeDimensions: [{ dimension: "operational.sent_date", dateRange }],
});

const by = (dimension: string, measures: string[]) =>
  cube.rows(
    {
      ...sent(measures),
      dimensions: [`operational.${dimension}`],
      order: [[`operational.${dimension}`, "asc"]],
    },
    claims("campaigns", ["marketing"]),
  );

const counts = (...values: number[]) => Object.fromEntries(COUNTS.map((name, index) => [name, values[index]]));

describe("campaigns", () => {
  it("counts messages, unique people and conversions of each campaign", async () => {
    expect(await by("campaign", COUNTS)).toEqual([
      { campaign: "(not set)", ...counts(2, 2, 2, 0, 0, 0) },
      { campaign: "em-1", ...counts(8, 7, 4, 2, 2, 1) },
      { campaign: "em-2", ...counts(5, 5, 4, 0, 4, 2) },
      { campaign: "wa-1", ...counts(5, 3, 3, 0, 1, 1) },
    ]);
  });

  // em-1 delivered 7/8, open 4/7, click 2/7, click to open 2/4, conversion 1/7; em-2 5/5, 4/5, 4/5, 4/4, 2/5; wa-1 3/5, 3/3, 1/3, 1/3, 1/3.
  it("divides them, and has no rate without a denominator", async () => {
    const [none, first, second, whatsapp] = await by("campaign", RATES);
    const rates = (row: typeof none) => RATES.map((name) => row?.[name] ?? null);
    const close = (...values: number[]) => values.map((value) => expect.closeTo(value, 10));
    expect(rates(none)).toEqual([1, 1, 0, 0, 0]);
    expect(rates(first)).toEqual(close(7 / 8, 4 / 7, 2 / 7, 1 / 2, 1 / 7));
    expect(rates(second)).toEqual(close(1, 0.8, 0.8, 1, 0.4));
    expect(rates(whatsapp)).toEqual(close(0.6, 1, 1 / 3, 1 / 3, 1 / 3));
  });

  // 8 + 5 + 5 + 2 sent, 7 + 5 + 3 + 2 delivered, 4 + 4 + 3 + 2 openers, 2 machine, 2 + 4 + 1 clickers, 1 + 2 + 1 conversions.
  it("adds up to the month in Bogota, and by day, channel, template and segment too", async () => {
    const whole = counts(20, 17, 13, 2, 7, 4);
    expect(await cube.rows(sent(COUNTS), claims("campaigns"))).toEqual([whole]);
    const days = sent(COUNTS);
    const byDay = await cube.rows(
      { ...days, timeDimensions: days.timeDimensions.map((time) => ({ ...time, granularity: "day" as const })) },
      claims("campaigns"),
    );
    expect(byDay.map((row) => [row["sent_date.day"], row.messages_sent])).toEqual([
      ["2026-03-02", 7],
      ["2026-03-04", 5],
      ["2026-03-05", 1],
      ["2026-03-10", 5],
      ["2026-03-20", 1],
      ["2026-03-31", 1],
    ]);
    for (const rows of [
      byDay,
      ...(await Promise.all(["channel", "template", "target_segment"].map((name) => by(name, COUNTS)))),
    ]) {
      for (const name of COUNTS) {
        expect(
          rows.reduce((sum, row) => sum + Number(row[name]), 0),
          name,
        ).toBe(whole[name]);
      }
    }
  });

  it("names them: channel, name, template and whom they were meant for", async () => {
    const query = sent(["messages_sent"]);
    const dimensions = ["channel", "campaign_name", "template", "target_segment"].map((name) => `operational.${name}`);
    const rows = await cube.rows(
      { ...query, dimensions, order: [["operational.campaign_name", "asc"]] },
      claims("campaigns"),
    );
    expect(rows.map((row) => [row.channel, row.campaign_name, row.template, row.target_segment])).toEqual([
      ["email", "(not set)", "(not set)", "(not set)"],
      ["email", "Boletín 28", "d-boletin", "todos"],
      ["email", "Invita a un colega", "(not set)", "(not set)"],
      ["whatsapp", "Webinar marzo", "webinar", "tibios"],
    ]);
  });

  /*
   * Of CO are ana, caro and eva: em-1 m1 m3 m7 m8, wa-1 w1 w3 w5, em-2 n1 n3, t1 t2 = 11 sent, w5 not delivered = 10.
   * Openers ana and caro (em-1), ana and caro (wa-1), ana (em-2), t1, t2 = 7; machine m1; clickers ana and caro (em-1), caro (wa-1), ana (em-2) = 4;
   * conversions ana (em-1), caro (wa-1), ana (em-2) = 3. Of MX is bea: m2, w2, n2, openers w2 and n2, machine m2, clicker n2.
   */
  it("is cut by the country and the source of the person", async () => {
    const cut = async (filters: object) =>
      (await cube.rows(sent(COUNTS), claims("campaigns", ["marketing"], filters)))[0];
    expect(await cut({ country: ["CO"] })).toEqual(counts(11, 10, 7, 1, 4, 3));
    expect(await cut({ country: ["MX"] })).toEqual(counts(3, 3, 2, 1, 1, 0));
    // linkedin: bea and eva (m8, w5): 5 sent, w5 not delivered.
    expect(await cut({ source: ["linkedin"] })).toEqual(counts(5, 4, 2, 1, 1, 0));
  });

  it("has no value where nothing was sent", async () => {
    const [row] = await cube.rows(sent([...COUNTS, ...RATES], ["2026-04-01", "2026-04-30"]), claims("campaigns"));
    expect(Object.values(row ?? {})).toEqual([...COUNTS, ...RATES].map(() => null));
  });
});

async function onlyFailures({ insert }: ModelWarehouse): Promise<void> {
  await insert(
    "failures",
    "messages",
    ["message_id", "channel", "sent_at", "failed_at"],
    [["x", "whatsapp", "2026-03-02 15:00", "2026-03-02 15:01"]],
  );
}

describe("a campaign that reached nobody", () => {
  it("has a delivery rate of 0 and no other rate", async () => {
    const [row] = await cube.rows(sent(RATES), claims("failures"));
    expect(row).toEqual({
      delivery_rate: 0,
      open_rate: null,
      click_rate: null,
      click_to_open_rate: null,
      campaign_conversion_rate: null,
    });
  });
});
