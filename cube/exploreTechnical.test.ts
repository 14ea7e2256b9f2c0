import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
  format?: string;
  drillMembers?: string[];
  meta: { title?: Text; description?: Text; kpi?: { title: Text; definition: Text } };
}

interface Text {
  es: string;
  en: string;
}

let data: EmbeddedModelWarehouse;
let cube: ModelRuntime;
let views: View[];

beforeAll(async () => {
  data = await createEmbeddedWarehouse();
  cube = await createModelRuntime(data);
  views = (await cube.runtime.metaAll()).cubes as unknown as View[];
});

afterAll(async () => {
  await cube?.close();
  await data?.close();
});

describe.each(["technical", "adoption"])("the %s view, to explore it", (viewName) => {
  const view = () => views.find(({ name }) => name === viewName) as View;

  it("names and describes every member in Spanish, and in English the same", () => {
    for (const { name, shortTitle, description, meta } of [...view().measures, ...view().dimensions]) {
      const title = meta.kpi?.title ?? meta.title;
      expect([title?.es, Boolean(title?.en)], name).toEqual([shortTitle, true]);
      expect([meta.description?.es, Boolean(meta.description?.en)], name).toEqual([description, true]);
      expect(description, name).toBeTruthy();
    }
  });

  it("puts every member in a folder, and names the folders in both languages", () => {
    const filed = new Set(view().folders.flatMap(({ members }) => members));
    const members = [...view().measures, ...view().dimensions].map(({ name }) => name);
    expect(members.filter((name) => !filed.has(name))).toEqual([`${viewName}.tenant`]);
    expect(view().meta.folders.map(({ es }) => es)).toEqual(view().folders.map(({ name }) => name));
  });

  it("formats every measure and drills from it to dimensions that it shows", () => {
    const dimensions = view().dimensions.map(({ name }) => name);
    for (const { name, format, drillMembers = [] } of view().measures) {
      expect(format, name).toBeTruthy();
      expect(drillMembers.length, name).toBeGreaterThan(0);
      expect(dimensions, name).toEqual(expect.arrayContaining(drillMembers));
    }
  });
});

it("goes down from channel to code, from severity to outcome, from connector to stream and from view to KPI", () => {
  const levels = Object.fromEntries(
    views.flatMap(({ hierarchies }) => hierarchies.map(({ name, levels: [...of] }) => [name, of])),
  );
  expect(levels).toMatchObject({
    "technical.failure_detail": ["technical.failure_channel", "technical.failure_class", "technical.failure_code"],
    "technical.security_detail": [
      "technical.security_severity",
      "technical.security_kind",
      "technical.security_outcome",
    ],
    "technical.integration_detail": ["technical.connector", "technical.integration_stream"],
    "adoption.usage_detail": ["adoption.usage_view", "adoption.usage_kpi"],
  });
});
