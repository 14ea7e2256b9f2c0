import type { LoadLine, Query } from "@northstar/core";
import { describe, expect, it } from "vitest";
import { createNorthstar } from "../createNorthstar.ts";
import { CubeRuntimeError } from "../cube/errors.ts";
import type { CubeAnswer, CubeMeta, CubeRuntime } from "../cube/types.ts";
import { NOW, openCommunity, SECRET } from "../testing/community.ts";
import { linesOf, load } from "../testing/requests.ts";
import { ANSWER, createRuntimeDouble, META } from "../testing/runtimeDouble.ts";

/** The double's view with both measures computed in one cube. */
const ONE_CUBE: CubeMeta = {
  cubes: META.cubes.map((view) => ({
    ...view,
    measures: view.measures.map((measure) => ({ ...measure, aliasMember: measure.name.replace("executive", "facts") })),
  })),
};

async function openDouble(answer: (query: Query) => CubeAnswer) {
  const asked: (readonly string[])[] = [];
  const loadDouble: CubeRuntime["load"] = async (query) => {
    asked.push(query.measures ?? []);
    return answer(query);
  };
  const runtime = { ...createRuntimeDouble(loadDouble), meta: async () => ONE_CUBE, metaAll: async () => ONE_CUBE };
  const northstar = await createNorthstar({
    secret: SECRET,
    cube: runtime,
    watermarks: async () => [],
    now: () => NOW,
  });
  return { northstar, asked };
}

const people = { measures: ["executive.people"] };
const revenue = { measures: ["executive.revenue"] };

describe("queries that differ in their measures alone", () => {
  it("are asked as one, and each gets its own columns", async () => {
    const { northstar, asked } = await openDouble(() => ({
      ...ANSWER,
      data: [{ "executive.people": "4", "executive.revenue": "100" }],
    }));
    const lines = await linesOf(await load(northstar, {}, people, revenue, people));
    expect(asked).toEqual([["executive.people", "executive.revenue"]]);
    expect([...lines.values()].map((line) => "data" in line && line.data)).toEqual([
      [{ "executive.people": "4" }],
      [{ "executive.revenue": "100" }],
      [{ "executive.people": "4" }],
    ]);
  });

  it("are asked one by one when that fails, so that only the bad one is refused", async () => {
    const { northstar, asked } = await openDouble(({ measures = [] }) => {
      if (measures.includes("executive.revenue")) throw new CubeRuntimeError("bad_query", "Revenue can't be asked so.");
      return ANSWER;
    });
    const lines = await linesOf(await load(northstar, {}, people, revenue, revenue));
    expect(asked).toEqual([["executive.people", "executive.revenue"], ["executive.people"], ["executive.revenue"]]);
    expect(lines.get("q0")).toMatchObject({ data: ANSWER.data });
    expect(lines.get("q1")).toMatchObject({ error: { code: "query_refused" } });
    expect(lines.get("q2")).toMatchObject({ error: { code: "query_refused" } });
  });

  it("have the answers that they have alone, on the real runtime", async () => {
    const northstar = await openCommunity();
    const dateRange = ["2026-10-01", "2026-11-30"];
    const measures = ["executive.new_registrations", "executive.invited_registrations"];
    const shapes = [
      {},
      { timeDimensions: [{ dimension: "executive.date", granularity: "month", dateRange }] },
      {
        timeDimensions: [{ dimension: "executive.date", granularity: "month", dateRange }],
        dimensions: ["executive.country"],
      },
      {
        timeDimensions: [{ dimension: "executive.date", compareDateRange: [dateRange, ["2026-11-01", "2026-11-30"]] }],
      },
    ];
    const rows = (line: LoadLine | undefined) => (line && "data" in line ? line.data : line);
    for (const shape of shapes) {
      const queries = measures.map((measure) => ({ measures: [measure], ...shape }));
      const together = await linesOf(await load(northstar, {}, ...queries));
      for (const [index, query] of queries.entries()) {
        const alone = await linesOf(await load(northstar, {}, query));
        expect(rows(together.get(`q${index}`))).toEqual(rows(alone.get("q0")));
        expect(rows(alone.get("q0"))).not.toHaveLength(0);
      }
    }
    await northstar.close();
  });
});
