import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CubeMeta } from "../packages/server/src/cube/types.ts";
import { createModelRuntime, type ModelRuntime } from "./testing/modelRuntime.ts";
import { createEmbeddedWarehouse, type EmbeddedModelWarehouse } from "./testing/modelWarehouse.ts";

/** What Cube's meta says of a view besides what the server reads. */
interface View {
  name: string;
  meta: { folders: { es: string; en: string }[] };
  measures: Member[];
  dimensions: Member[];
  folders: { name: string; members: string[] }[];
  hierarchies: { name: string; levels: string[] }[];
}

interface Member {
  name: string;
  shortTitle: string;
  description?: string;
  drillMembers?: string[];
  meta: { title?: Text; description?: Text; kpi?: { title: Text; definition: Text } };
}

interface Text {
  es: string;
  en: string;
}

let data: EmbeddedModelWarehouse;
let cube: ModelRuntime;
let view: View;

beforeAll(async () => {
  data = await createEmbeddedWarehouse();
  cube = await createModelRuntime(data);
  const all: CubeMeta = await cube.runtime.metaAll();
  view = all.cubes.find(({ name }) => name === "operational") as unknown as View;
});

afterAll(async () => {
  await cube?.close();
  await data?.close();
});

describe("the operational view, to explore it", () => {
  it("names and describes every member in Spanish, and in English the same", () => {
    for (const { name, shortTitle, description, meta } of [...view.measures, ...view.dimensions]) {
      const title = meta.kpi?.title ?? meta.title;
      const text = meta.kpi?.definition ?? meta.description;
      expect([title?.es, Boolean(title?.en)], name).toEqual([shortTitle, true]);
      expect([Boolean(description), Boolean(text?.es), Boolean(text?.en)], name).toEqual([true, true, true]);
    }
  });

  it("puts every member in a folder, and names the folders in both languages", () => {
    const filed = new Set(view.folders.flatMap(({ members }) => members));
    const members = [...view.measures, ...view.dimensions].map(({ name }) => name);
    expect(members.filter((name) => !filed.has(name))).toEqual(["operational.tenant"]);
    expect(view.meta.folders.map(({ es }) => es)).toEqual(view.folders.map(({ name }) => name));
  });

  it("drills from every measure to dimensions that it shows", () => {
    const dimensions = view.dimensions.map(({ name }) => name);
    for (const { name, drillMembers = [] } of view.measures) {
      expect(drillMembers.length, name).toBeGreaterThan(1);
      expect(dimensions, name).toEqual(expect.arrayContaining(drillMembers));
    }
  });

  it("goes down from type to topic to title, and from channel to campaign", () => {
    const levels = Object.fromEntries(view.hierarchies.map((each) => [each.name, each.levels]));
    expect(levels).toMatchObject({
      "operational.content_by_topic": ["operational.content_type", "operational.topic", "operational.content_title"],
      "operational.campaigns_by_channel": ["operational.channel", "operational.campaign_name"],
    });
  });
});
