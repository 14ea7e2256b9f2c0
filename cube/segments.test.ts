import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claims, createModelRuntime, type ModelRuntime } from "./testing/modelRuntime.ts";
import { createModelWarehouse, type ModelWarehouse } from "./testing/modelWarehouse.ts";
import { createRawModel, type RawModel } from "./testing/rawModel.ts";

let data: ModelWarehouse;
let rawModel: RawModel;
/** The model under test: as it is, and without its rollups. */
let cube: ModelRuntime;

beforeAll(async () => {
  data = await createModelWarehouse();
  await scores(data);
  rawModel = await createRawModel();
});

afterAll(async () => {
  await data?.close();
  await rawModel?.remove();
});

/*
 * 2026, UTC; in Bogota a day begins at 05:00.
 *   ana   10 January cold; 2 February 05:00 warm: midnight in Bogota, so on the 1st she is cold still; 20 March hot
 *   bea   3 February 10:00 warm, 15:00 hot: hot that day; 4 February hot again (no change); 10 April cold
 *   caro  31 January hot (no band given: 80 points); nothing since
 *   dani  5 March cold (39.9 points); a deleted score of 6 March, hot
 *   eva   no score at all
 *   gus   20 February 23:30 in Bogota = 21 February 04:30 UTC: warm (40 points)
 *
 * At the end of   cold          warm       hot
 *   31 January    ana                      caro
 *   1 February    ana                      caro
 *   2 February                  ana        caro
 *   3 February                  ana        bea caro
 *   February                    ana gus    bea caro
 *   March         dani          gus        ana bea caro
 *   April         bea dani      gus        ana caro
 */
async function scores({ insert }: ModelWarehouse): Promise<void> {
  await insert(
    "segments",
    "users",
    ["user_id", "country", "first_utm_source"],
    [
      ["ana", "CO", "google"],
      ["bea", "MX", "google"],
      ["caro", "CO", "linkedin"],
      ["dani", null, null],
      ["eva", "CO", "google"],
      ["gus", "PE", "google"],
    ],
  );
  await insert(
    "segments",
    "score_history",
    ["user_id", "scored_at", "score", "segment", "_deleted"],
    [
      ["ana", "2026-01-10 12:00", 20, "cold", false],
      ["ana", "2026-02-02 05:00", 50, "warm", false],
      ["ana", "2026-03-20 12:00", 75, "hot", false],
      ["bea", "2026-02-03 10:00", 55, "warm", false],
      ["bea", "2026-02-03 15:00", 71, "hot", false],
      ["bea", "2026-02-04 15:00", 88, "hot", false],
      ["bea", "2026-04-10 12:00", 10, "cold", false],
      ["caro", "2026-01-31 12:00", 80, null, false],
      ["dani", "2026-03-05 12:00", 39.9, null, false],
      ["dani", "2026-03-06 12:00", 90, "hot", true],
      ["gus", "2026-02-21 04:30", 40, null, false],
    ],
  );
  await insert("segments-other", "users", ["user_id"], [["zoe"]]);
  await insert("segments-other", "score_history", ["user_id", "scored_at", "score"], [["zoe", "2026-01-10 12:00", 99]]);
}

type Range = readonly [string, string];

const asOf = (dateRange: Range, granularity?: "day" | "week" | "month") => [
  { dimension: "operational.segment_date", dateRange, ...(granularity && { granularity }) },
];

/** People of each band, by the first day of each bucket; without a granularity, at the end of the range. */
async function bands(dateRange: Range, granularity?: "day" | "week" | "month", filters = {}) {
  const rows = await cube.rows(
    {
      measures: ["operational.segment_people"],
      dimensions: ["operational.segment"],
      timeDimensions: asOf(dateRange, granularity),
    },
    claims("segments", ["marketing"], filters),
  );
  const found: Record<string, Record<string, unknown>> = {};
  for (const row of rows) {
    const bucket = String(granularity ? row[`segment_date.${granularity}`] : "end");
    // A band that everybody left has 0 people, one that nobody has ever entered no row.
    if (row.segment !== null && row.segment_people !== 0) {
      found[bucket] = { ...found[bucket], [String(row.segment)]: row.segment_people };
    }
  }
  return found;
}

/** People by `from > to`. */
async function flows(dateRange: Range, filters = {}) {
  const rows = await cube.rows(
    {
      measures: ["operational.segment_flow_people"],
      dimensions: ["operational.segment_from", "operational.segment_to"],
      timeDimensions: [{ dimension: "operational.segment_flow_date", dateRange }],
    },
    claims("segments", ["marketing"], filters),
  );
  return Object.fromEntries(rows.map((row) => [`${row.segment_from} > ${row.segment_to}`, row.segment_flow_people]));
}

describe.each([
  ["with its rollups", () => ({})],
  ["without rollups", () => ({ modelPath: rawModel.path })],
] as const)("the model %s", (_, options) => {
  beforeAll(async () => {
    cube = await createModelRuntime(data, options());
  });

  afterAll(() => cube?.close());

  describe("people by segment", () => {
    it("are those of the last score by the end of each day, a score at midnight belonging to the day that begins", async () => {
      expect(await bands(["2026-02-01", "2026-02-04"], "day")).toEqual({
        "2026-02-01": { cold: 1, hot: 1 },
        "2026-02-02": { warm: 1, hot: 1 },
        "2026-02-03": { warm: 1, hot: 2 },
        "2026-02-04": { warm: 1, hot: 2 },
      });
    });

    // Weeks of Monday 16 February (gus comes in on Friday the 20th) and 23 February.
    it("by the end of each week", async () => {
      expect(await bands(["2026-02-09", "2026-03-01"], "week")).toEqual({
        "2026-02-09": { warm: 1, hot: 2 },
        "2026-02-16": { warm: 2, hot: 2 },
        "2026-02-23": { warm: 2, hot: 2 },
      });
    });

    it("by the end of each month, also of one in which nobody was scored", async () => {
      expect(await bands(["2026-01-01", "2026-05-31"], "month")).toEqual({
        "2026-01-01": { cold: 1, hot: 1 },
        "2026-02-01": { warm: 2, hot: 2 },
        "2026-03-01": { cold: 1, warm: 1, hot: 3 },
        "2026-04-01": { cold: 2, warm: 1, hot: 2 },
        "2026-05-01": { cold: 2, warm: 1, hot: 2 },
      });
    });

    it("by the end of the range when there is no granularity, whenever the range begins", async () => {
      expect(await bands(["2026-02-03", "2026-02-03"])).toEqual({ end: { warm: 1, hot: 2 } });
      expect(await bands(["2026-03-25", "2026-03-31"])).toEqual({ end: { cold: 1, warm: 1, hot: 3 } });
    });

    it("of a country or a source only", async () => {
      expect(await bands(["2026-03-01", "2026-03-31"], "month", { country: ["CO"] })).toEqual({
        "2026-03-01": { hot: 2 },
      });
      expect(await bands(["2026-03-01", "2026-03-31"], "month", { source: ["google"] })).toEqual({
        "2026-03-01": { warm: 1, hot: 2 },
      });
    });

    it("add up to everybody with a score, and the hot ones are the hot band", async () => {
      const rows = await cube.rows(
        {
          measures: ["operational.segment_people", "operational.hot_people"],
          timeDimensions: asOf(["2026-01-01", "2026-04-30"], "month"),
        },
        claims("segments"),
      );
      expect(rows.map((row) => [row.segment_people, row.hot_people])).toEqual([
        [2, 1],
        [4, 2],
        [5, 3],
        [5, 2],
      ]);
    });

    it("are as of the end of each range when ranges are compared", async () => {
      const compareDateRange = [
        ["2026-03-01", "2026-03-31"],
        ["2026-02-01", "2026-02-28"],
      ] as const;
      const of = async (measure: string, dimension: string) => {
        const query = {
          measures: [`operational.${measure}`],
          timeDimensions: [{ dimension: `operational.${dimension}`, compareDateRange }],
        };
        return (await cube.rows(query, claims("segments"))).map((row) => row[measure]);
      };
      expect(await of("hot_people", "segment_date")).toEqual([3, 2]);
      // By the end of February: ana, bea, caro, gus; a month later dani too.
      expect(await of("segment_flow_people", "segment_flow_date")).toEqual([5, 4]);
    });

    it("are unknown before the first score, and another tenant's are nobody's business", async () => {
      const people = async (tenant: string, dateRange: Range) => {
        const query = { measures: ["operational.segment_people"], timeDimensions: asOf(dateRange) };
        return (await cube.rows(query, claims(tenant)))[0]?.segment_people;
      };
      expect(await people("segments", ["2025-12-01", "2025-12-31"])).toBeNull();
      expect(await people("segments-other", ["2026-04-01", "2026-04-30"])).toBe(1);
    });
  });

  describe("flows between segments", () => {
    /*
     * End of 1 February to end of 31 March: ana cold > hot, bea (none) > hot, caro hot > hot, dani (none) > cold, gus (none) > warm.
     * eva has no score by then, so she isn't in it.
     */
    it("compare the end of the first day with the end of the last", async () => {
      expect(await flows(["2026-02-01", "2026-03-31"])).toEqual({
        "cold > hot": 1,
        "(none) > hot": 1,
        "hot > hot": 1,
        "(none) > cold": 1,
        "(none) > warm": 1,
      });
    });

    // The first day counts with what happened on it: ana is warm by the end of 2 February. bea was hot in between and is cold in the end.
    it("take what happened on the first day for where people were", async () => {
      expect(await flows(["2026-02-02", "2026-04-30"])).toEqual({
        "warm > hot": 1,
        "(none) > cold": 2,
        "hot > hot": 1,
        "(none) > warm": 1,
      });
    });

    it("of one day are where everybody is", async () => {
      expect(await flows(["2026-02-03", "2026-02-03"])).toEqual({ "warm > warm": 1, "hot > hot": 2 });
    });

    it("of a country or a source only", async () => {
      expect(await flows(["2026-02-01", "2026-03-31"], { country: ["CO"] })).toEqual({
        "cold > hot": 1,
        "hot > hot": 1,
      });
      expect(await flows(["2026-02-01", "2026-03-31"], { source: ["linkedin"] })).toEqual({ "hot > hot": 1 });
    });

    it("sum to the people with a score by the end of the last day", async () => {
      const total = async (dateRange: Range) => {
        const timeDimensions = [{ dimension: "operational.segment_flow_date", dateRange }];
        const [row] = await cube.rows(
          { measures: ["operational.segment_flow_people"], timeDimensions },
          claims("segments"),
        );
        return row?.segment_flow_people;
      };
      expect(await total(["2026-02-01", "2026-03-31"])).toBe(5);
      expect(await total(["2025-11-01", "2025-12-31"])).toBeNull();
    });
  });
});
