import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claims, createModelRuntime, type ModelRuntime } from "./testing/modelRuntime.ts";
import { createModelWarehouse, type ModelWarehouse } from "./testing/modelWarehouse.ts";

let data: ModelWarehouse;
let cube: ModelRuntime;

beforeAll(async () => {
  data = await createModelWarehouse();
  await plays(data);
  cube = await createModelRuntime(data);
});

afterAll(async () => {
  await cube?.close();
  await data?.close();
});

/*
 * February 2026 in Bogota (5 hours behind UTC):
 *   play  who   content                                  seconds  percent
 *   1     ana   w1 webinar, Imagen, Sesión 1             600      95     completed
 *   2     bea   w1                                       300      89.9
 *   3     ana   p1 podcast, Imagen, Diez preguntas        60      90     completed
 *   4     (nobody known) p1                               30      unknown
 *   5     caro  c1 clip without a topic, Un error común   30      100    completed
 *   6     caro  p2 podcast, Consulta, gone from the catalogue  120  50
 *   7     dani  zz, which the catalogue never had         60      91     completed
 *   8     ana   p1, 1 March 04:59 UTC = 28 February 23:59  60     10
 *   and a deleted one. 600 + 300 + 60 + 30 + 30 + 120 + 60 + 60 = 1,260 s = 21 min in 8 plays, 4 of them completed.
 *
 *   by type    webinar 1 2; podcast 3 4 6 8: 60 + 30 + 120 + 60 = 270 s = 4.5 min; clip 5; (not set) 7
 *   by topic   Imagen 1 2 3 4 8: 600 + 300 + 60 + 30 + 60 = 1,050 s = 17.5 min; Consulta 6; (not set) 5 7: 90 s
 */
async function plays({ insert }: ModelWarehouse): Promise<void> {
  await insert(
    "content",
    "users",
    ["user_id", "registered_at", "country", "first_utm_source"],
    [
      ["ana", "2026-02-01 12:00", "CO", "google"],
      ["bea", "2026-02-02 12:00", "MX", "google"],
      ["caro", null, "CO", "linkedin"],
    ],
  );
  await insert(
    "content",
    "content",
    ["content_id", "type", "topic", "title", "_deleted"],
    [
      ["w1", "webinar", "Imagen", "Sesión 1", false],
      ["p1", "podcast", "Imagen", "Diez preguntas", false],
      ["c1", "clip", null, "Un error común", false],
      ["p2", "podcast", "Consulta", "Conversaciones", true],
    ],
  );
  // The same id in another organisation is another item.
  await insert("content-other", "content", ["content_id", "type", "topic", "title"], [["p1", "clip", "Otro", "Otro"]]);
  await insert(
    "content",
    "content_consumption",
    ["id", "user_id", "content_id", "started_at", "seconds_played", "max_percent", "_deleted"],
    [
      ["1", "ana", "w1", "2026-02-03 12:00", 600, 95, false],
      ["2", "bea", "w1", "2026-02-03 12:00", 300, 89.9, false],
      ["3", "ana", "p1", "2026-02-04 12:00", 60, 90, false],
      ["4", null, "p1", "2026-02-05 12:00", 30, null, false],
      ["5", "caro", "c1", "2026-02-06 12:00", 30, 100, false],
      ["6", "caro", "p2", "2026-02-07 12:00", 120, 50, false],
      ["7", "dani", "zz", "2026-02-08 12:00", 60, 91, false],
      ["8", "ana", "p1", "2026-03-01 04:59", 60, 10, false],
      ["9", "ana", "p1", "2026-02-09 12:00", 6000, 100, true],
    ],
  );
}

const MEASURES = ["plays", "completions", "completion_rate", "content_minutes"];

const february = (...measures: string[]) => ({
  measures: measures.map((name) => `operational.${name}`),
  timeDimensions: [{ dimension: "operational.date", dateRange: ["2026-02-01", "2026-02-28"] as const }],
});

/** The measures of each part that has plays, most minutes first. */
const by = (dimension: string) =>
  cube.rows(
    {
      ...february(...MEASURES),
      dimensions: [`operational.${dimension}`],
      filters: [{ member: "operational.plays", operator: "gt", values: ["0"] }],
      order: [
        ["operational.content_minutes", "desc"],
        [`operational.${dimension}`, "asc"],
      ],
    },
    claims("content", ["marketing"]),
  );

const part = (plays: number, completions: number, completion_rate: number, content_minutes: number) => ({
  plays,
  completions,
  completion_rate,
  content_minutes,
});

describe("content", () => {
  it("counts plays, completions from 90 % on, their rate and minutes", async () => {
    expect(await cube.rows(february(...MEASURES), claims("content"))).toEqual([part(8, 4, 0.5, 21)]);
  });

  it("by type", async () => {
    expect(await by("content_type")).toEqual([
      { content_type: "webinar", ...part(2, 1, 0.5, 15) },
      { content_type: "podcast", ...part(4, 1, 0.25, 4.5) },
      { content_type: "(not set)", ...part(1, 1, 1, 1) },
      { content_type: "clip", ...part(1, 1, 1, 0.5) },
    ]);
  });

  it("by topic, the top ones by minutes first", async () => {
    expect(await by("topic")).toEqual([
      { topic: "Imagen", ...part(5, 2, 0.4, 17.5) },
      { topic: "Consulta", ...part(1, 0, 0, 2) },
      { topic: "(not set)", ...part(2, 2, 1, 1.5) },
    ]);
  });

  it("by title, or by id when the catalogue never had it", async () => {
    expect((await by("content_title")).map((row) => [row.content_title, row.plays])).toEqual([
      ["Sesión 1", 2],
      ["Diez preguntas", 3],
      ["Conversaciones", 1],
      ["zz", 1],
      ["Un error común", 1],
    ]);
  });

  // What isn't a play (here: two registrations and what counts as activity) belongs to no type, and adds nothing to any.
  it("keeps what isn't a play apart, where nothing was played", async () => {
    const rows = await cube.rows(
      {
        ...february("new_registrations", ...MEASURES),
        dimensions: ["operational.content_type"],
        filters: [{ member: "operational.content_type", operator: "notSet" }],
      },
      claims("content"),
    );
    expect(rows).toEqual([
      { content_type: null, new_registrations: 2, plays: 0, completions: 0, completion_rate: null, content_minutes: 0 },
    ]);
  });

  // CO: ana 1 3 8 and caro 5 6 = 5 plays, of which 1 3 5 completed, 600 + 60 + 60 + 30 + 120 = 870 s = 14.5 min. linkedin: caro.
  it("is cut by the country and the source of who played", async () => {
    const cut = (filters: object) => cube.rows(february(...MEASURES), claims("content", ["marketing"], filters));
    expect(await cut({ country: ["CO"] })).toEqual([part(5, 3, 0.6, 14.5)]);
    expect(await cut({ source: ["linkedin"] })).toEqual([part(2, 1, 0.5, 2.5)]);
  });

  it("has no rate, and no number, where nothing was played", async () => {
    const empty = {
      ...february(...MEASURES),
      timeDimensions: [{ dimension: "operational.date", dateRange: ["2026-06-01", "2026-06-30"] as const }],
    };
    const [row] = await cube.rows(empty, claims("content"));
    expect(row).toEqual({ plays: null, completions: null, completion_rate: null, content_minutes: null });
  });
});
