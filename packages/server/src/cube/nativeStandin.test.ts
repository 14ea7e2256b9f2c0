import { beforeAll, describe, expect, it } from "vitest";
import { requireCommonJs } from "./commonjs.ts";
import { ensureNative, NATIVE_FEATURES, type NativeStatus } from "./nativeStandin.ts";

const native: typeof import("@cubejs-backend/native") = requireCommonJs("@cubejs-backend/native");
let status: NativeStatus;

beforeAll(() => {
  status = ensureNative();
});

const transform = {
  aliasToMemberNameMap: { n: "v.n", t: "v.t.day" },
  annotation: { "v.n": { type: "number" }, "v.t.day": { type: "time" }, "v.t": { type: "time" } },
  query: {
    measures: ["v.n"],
    timeDimensions: [{ dimension: "v.t", granularity: "day", dateRange: ["2026-01-01", "2026-01-02"] }],
  },
};
const envelope = { query: transform.query, annotation: {}, slowQuery: false, total: null, external: undefined };
const buffer = Buffer.from(
  JSON.stringify({
    members: ["n", "t"],
    columns: [
      ["1", null],
      ["2026-01-01T00:00:00.000Z", null],
    ],
  }),
);
const parse = (answer: ArrayBuffer) => JSON.parse(new TextDecoder().decode(answer));

describe("what Cube calls of its native extension", () => {
  it("says once, and the same each time, what is off", () => {
    expect(ensureNative()).toBe(status);
    expect(status.off).toEqual(status.native ? [] : NATIVE_FEATURES);
  });

  it("turns a columnar buffer into the JSON of an answer", async () => {
    const answer = parse(
      await native.getFinalQueryResult(
        { ...transform, queryType: "regularQuery", resType: "default" },
        buffer,
        envelope,
      ),
    );
    expect(answer).toEqual({
      query: transform.query,
      annotation: {},
      slowQuery: false,
      data: [
        { "v.n": "1", "v.t.day": "2026-01-01T00:00:00.000", "v.t": "2026-01-01T00:00:00.000" },
        { "v.n": null, "v.t.day": null, "v.t": null },
      ],
    });
  });

  it("turns several into one, with the pivot's query", async () => {
    const queryType = "compareDateRangeQuery";
    const request = { ...transform, queryType, resType: "default" };
    const answer = parse(
      await native.getFinalQueryResultMulti([request, request], [buffer, Buffer.from('{"members":[],"columns":[]}')], {
        queryType,
        results: [envelope, envelope],
        slowQuery: true,
      }),
    );
    expect(answer).toMatchObject({
      queryType,
      slowQuery: true,
      pivotQuery: { dimensions: ["compareDateRange"], queryType },
    });
    expect(answer.results[0].data[0]).toMatchObject({ compareDateRange: "2026-01-01 - 2026-01-02" });
    expect(answer.results[1].data).toEqual([]);
  });

  it("writes text of any script as UTF-8", async () => {
    const request = {
      aliasToMemberNameMap: { s: "v.s" },
      annotation: { "v.s": { type: "string" } },
      query: {},
      resType: "compact",
    };
    const rows = Buffer.from(JSON.stringify({ members: ["s"], columns: [["Bogotá", "東京", '"quoted"\n', "🙂"]] }));
    const { data } = parse(
      await native.getFinalQueryResult(request, rows, { query: {}, annotation: {}, slowQuery: false }),
    );
    expect(data.dataset.flat()).toEqual(["Bogotá", "東京", '"quoted"\n', "🙂"]);
  });

  it("redacts literals for the log", () => {
    expect(native.redactSqlLiterals("SELECT 'it''s', x")).not.toContain("it");
  });

  it.runIf(ensureNative().off.length > 0)("names the extension when something needs it", async () => {
    await expect(native.registerInterface({} as never)).rejects.toThrow("native extension");
    expect(() => native.buildSqlAndParams({})).toThrow("Tesseract");
  });
});
