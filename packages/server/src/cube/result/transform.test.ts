import { describe, expect, it } from "vitest";
import { transformData, transformRows } from "./transform.ts";
import { ROWS_PER_TURN } from "./turn.ts";
import type { RawRows, ResponseFormat, TransformRequest } from "./types.ts";

const request = (changes: Partial<TransformRequest> = {}): TransformRequest => ({
  aliasToMemberNameMap: { sales__day: "sales.date.day", sales__country: "sales.country", sales__count: "sales.count" },
  annotation: {
    "sales.date.day": { type: "time" },
    "sales.date": { type: "time" },
    "sales.country": { type: "string" },
    "sales.count": { type: "number" },
  },
  query: {
    measures: ["sales.count"],
    dimensions: ["sales.country"],
    timeDimensions: [{ dimension: "sales.date", granularity: "day", dateRange: ["2026-01-01", "2026-01-31"] }],
  },
  queryType: "regularQuery",
  ...changes,
});

const raw: RawRows = {
  kind: "rows",
  rows: [
    { sales__day: "2026-01-01T00:00:00.000Z", sales__country: "CO", sales__count: "9007199254740993" },
    { sales__day: null, sales__country: null, sales__count: "0" },
  ],
};

const sameByColumn: RawRows = {
  kind: "columns",
  members: ["sales__day", "sales__country", "sales__count"],
  columns: [
    ["2026-01-01T00:00:00.000Z", null],
    ["CO", null],
    ["9007199254740993", "0"],
  ],
};

const inFormat = (resType: ResponseFormat, changes: Partial<TransformRequest> = {}) =>
  transformData(request({ resType, ...changes }), raw);

describe("response formats", () => {
  it("default: row objects by member, the time dimension under both names", async () => {
    const expected = [
      {
        "sales.date.day": "2026-01-01T00:00:00.000",
        "sales.country": "CO",
        "sales.count": "9007199254740993",
        "sales.date": "2026-01-01T00:00:00.000",
      },
      { "sales.date.day": null, "sales.country": null, "sales.count": "0", "sales.date": null },
    ];
    expect(await inFormat("default")).toEqual(expected);
    expect(await transformData(request(), sameByColumn)).toEqual(expected);
  });

  it("compact: member names once, rows as lists", async () => {
    expect(await inFormat("compact")).toEqual({
      members: ["sales.date.day", "sales.country", "sales.count", "sales.date"],
      dataset: [
        ["2026-01-01T00:00:00.000", "CO", "9007199254740993", "2026-01-01T00:00:00.000"],
        [null, null, "0", null],
      ],
    });
  });

  it("columnar: member names once, one list a column", async () => {
    expect(await inFormat("columnar")).toEqual({
      members: ["sales.date.day", "sales.country", "sales.count", "sales.date"],
      columns: [
        ["2026-01-01T00:00:00.000", null],
        ["CO", null],
        ["9007199254740993", "0"],
        ["2026-01-01T00:00:00.000", null],
      ],
    });
  });

  it.each(["default", "compact", "columnar"] as const)("%s: an empty answer has no members", async (resType) => {
    const empty = await transformData(request({ resType }), { kind: "rows", rows: [] });
    expect(empty).toEqual(
      { default: [], compact: { members: [], dataset: [] }, columnar: { members: [], columns: [] } }[resType],
    );
  });
});

describe("members that aren't columns of the database", () => {
  it("adds compareDateRange to comparisons, in every format", async () => {
    const compared = { queryType: "compareDateRangeQuery" } as const;
    const range = "2026-01-01 - 2026-01-31";
    expect(await inFormat("default", compared)).toMatchObject([
      { compareDateRange: range },
      { compareDateRange: range },
    ]);
    expect(await inFormat("compact", compared)).toMatchObject({
      members: expect.arrayContaining(["compareDateRange"]),
      dataset: [expect.arrayContaining([range]), expect.arrayContaining([range])],
    });
    expect(await inFormat("columnar", compared)).toMatchObject({
      columns: expect.arrayContaining([[range, range]]),
    });
  });

  it("adds time.<granularity> to blended queries", async () => {
    const rows = await inFormat("default", { queryType: "blendingQuery" });
    expect(rows).toMatchObject([{ "time.day": "2026-01-01T00:00:00.000" }, { "time.day": null }]);
  });

  it("gives a bare time dimension the value of its finest granularity", async () => {
    const [row] = await transformRows(
      request({
        aliasToMemberNameMap: { m: "sales.date.month", d: "sales.date.day" },
        annotation: { "sales.date.month": { type: "time" }, "sales.date.day": { type: "time" } },
      }),
      { kind: "rows", rows: [{ d: "2026-01-15T00:00:00.000Z", m: "2026-01-01T00:00:00.000Z" }] },
    );
    expect(row?.["sales.date"]).toBe("2026-01-15T00:00:00.000");
  });

  it("leaves a bare time dimension alone that was asked for itself", async () => {
    const [row] = await transformRows(
      request({
        aliasToMemberNameMap: { d: "sales.date.day", t: "sales.date" },
        query: { dimensions: ["sales.date"], timeDimensions: [{ dimension: "sales.date", granularity: "day" }] },
      }),
      { kind: "rows", rows: [{ d: "2026-01-15T00:00:00.000Z", t: "2026-01-15T10:20:30.456Z" }] },
    );
    expect(row).toEqual({ "sales.date.day": "2026-01-15T00:00:00.000", "sales.date": "2026-01-15T10:20:30.456" });
  });
});

describe("hidden members", () => {
  const hidden = request({ annotation: { "sales.country": { type: "string" } } });

  it("refuses a column that the reader may not see", async () => {
    await expect(transformRows(hidden, raw)).rejects.toThrow("You requested hidden member: 'sales.date.day'");
  });

  it("refuses it in an empty answer too", async () => {
    await expect(transformRows(hidden, { kind: "rows", rows: [] })).rejects.toThrow("hidden member: 'sales.count'");
  });
});

describe("long answers", () => {
  it("gives other work a turn every ROWS_PER_TURN rows, in every format", async () => {
    const rows = Array.from({ length: 100_000 }, () => ({ sales__country: "CO" }));
    for (const resType of ["default", "compact", "columnar"] as const) {
      let turns = 0;
      await transformData(
        request({ resType }),
        { kind: "rows", rows },
        {
          onTurn: async () => {
            turns++;
          },
        },
      );
      expect(turns).toBe(100_000 / ROWS_PER_TURN - 1);
    }
  });
});
