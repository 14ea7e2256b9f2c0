import { mergeQueries, type Query, queryKey, splitAnswer } from "@northstar/core";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { indexViews, type ViewIndex } from "../packages/server/src/model/viewIndex.ts";
import { createGeneratedWarehouse } from "./testing/generatedWarehouse.ts";
import { createModelRuntime, type ModelRuntime } from "./testing/modelRuntime.ts";
import type { EmbeddedModelWarehouse } from "./testing/modelWarehouse.ts";
import { createRawModel, type RawModel } from "./testing/rawModel.ts";

/* Queries of one request, merged and asked one by one, on a generated community: the same numbers, row by row. */

let model: RawModel;
let data: EmbeddedModelWarehouse;
let cube: ModelRuntime;
let index: ViewIndex;

beforeAll(async () => {
  data = await createGeneratedWarehouse({ professionals: 40 });
  model = await createRawModel();
  cube = await createModelRuntime(data, { modelPath: model.path });
  index = indexViews(await cube.runtime.metaAll());
}, 120_000);

afterAll(async () => {
  await cube?.close();
  await data?.close();
  await model?.remove();
});

const measuredIn = (measure: string) => index.members.get(measure)?.measuredIn;

/** Rows whatever their order, or the fact that the members don't belong together. */
async function rowsOf(query: Query, asked = query): Promise<string[] | "refused"> {
  try {
    const answer = await cube.load(asked);
    return splitAnswer(answer, asked, query)
      .data.map((row) => JSON.stringify(Object.entries(row).sort()))
      .sort();
  } catch (error) {
    if (error instanceof Error && /join path|row filter|limited|belong together/i.test(error.message)) return "refused";
    throw error;
  }
}

it("gives the answers that queries have alone, whatever is asked together", async () => {
  const cubes = [...new Set([...index.members.values()].flatMap(({ measuredIn: home }) => home ?? []))].sort();
  const ofCube = (name: string) => [...index.members.values()].filter(({ measuredIn: home }) => home === name);
  /** Measures of one cube, mostly; shapes repeat within a request, as a view's tiles do. */
  const request = fc.record({
    home: fc.constantFrom(...cubes),
    picks: fc.array(fc.record({ measures: fc.array(fc.nat(), { minLength: 1, maxLength: 2 }), shape: fc.nat(1) }), {
      minLength: 2,
      maxLength: 4,
    }),
    shapes: fc.tuple(
      fc.record({
        time: fc.boolean(),
        granularity: fc.constantFrom(undefined, "month" as const),
        dimension: fc.nat(),
        grouped: fc.boolean(),
        limit: fc.boolean(),
      }),
      fc.record({
        time: fc.boolean(),
        granularity: fc.constantFrom(undefined, "month" as const),
        dimension: fc.nat(),
        grouped: fc.boolean(),
        limit: fc.boolean(),
      }),
    ),
  });
  let merged = 0;
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(request, async ({ home, picks, shapes }) => {
      const all = ofCube(home);
      const view = all[0]?.view ?? "";
      const measures = all.filter((member) => member.view === view).map(({ name }) => name);
      const dimensions = [...index.members.values()].filter(
        (member) => member.view === view && member.kind === "dimension",
      );
      const times = dimensions.filter(({ type }) => type === "time").map(({ name }) => name);
      const groups = dimensions.filter(({ type }) => type === "string").map(({ name }) => name);
      const queries = picks.map(({ measures: which, shape }): Query => {
        const { time, granularity, dimension, grouped, limit } = shapes[shape] ?? shapes[0];
        const by = groups[dimension % groups.length] ?? "";
        const timeDimension = times[dimension % times.length] ?? "";
        return {
          measures: [...new Set(which.map((number) => measures[number % measures.length] ?? ""))],
          ...(time
            ? { timeDimensions: [{ dimension: timeDimension, granularity, dateRange: ["2026-08-01", "2026-10-31"] }] }
            : {}),
          ...(grouped ? { dimensions: [by], order: [[by, "asc"]] } : {}),
          // Of one column, so that no row is as good as another.
          ...(grouped && limit && !(time && granularity) ? { limit: 2 } : {}),
        };
      });
      for (const group of mergeQueries(queries, measuredIn)) {
        for (const part of group.parts) {
          const query = queries[part] ?? {};
          const alone = await rowsOf(query);
          const together = await rowsOf(query, group.query);
          // One that can't be asked spoils its group, whose queries the server then asks one by one.
          if (together === "refused") continue;
          expect(together, `${JSON.stringify(query)} in ${JSON.stringify(group.query)}`).toEqual(alone);
          answered++;
          if (queryKey(query) !== queryKey(group.query)) merged++;
        }
      }
    }),
    { seed: 20261122, numRuns: 50 },
  );
  expect([answered > 50, merged > 20], `${answered} answers, ${merged} of them merged`).toEqual([true, true]);
}, 120_000);
