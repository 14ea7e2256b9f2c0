import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { findMetricNames } from "./findMetricNames.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "northstar-names-"));
});

afterEach(() => rm(folder, { recursive: true }));

const names = async (text: string, file = "View.tsx") => {
  await mkdir(join(folder, "src"), { recursive: true });
  await writeFile(join(folder, "src", file), text);
  return (await findMetricNames([folder])).map(({ kind, id, line }) => `${kind} ${id} ${line}`);
};

it.each([
  ['<KpiCard kpi="a" />', ["kpi a 1"]],
  ['\n<KpiCard kpi={big ? "a" : "b"} />', ["kpi a 2", "kpi b 2"]],
  ['<Table kpis={["a", "b"]} />', ["kpi a 1", "kpi b 1"]],
  ['<FunnelChart funnel="path" breakdown="source" />', ["funnel path 1"]],
  ['const state = useKpi("a" as KpiId, options);', ["kpi a 1"]],
  ['useFunnel("path")', ["funnel path 1"]],
  ['useKpiSeries("a", "month")', ["kpi a 1"]],
  ['const tiles = [{ kpi: "a" }, { "kpi": "b" }];', ["kpi a 1", "kpi b 1"]],
  ['const SHOWN: readonly KpiId[] = ["a"];', ["kpi a 1"]],
  ['const SHOWN = ["a"] as const satisfies readonly KpiId[];', ["kpi a 1"]],
  ['const LIST = ["a", "b"] as const;\nLIST.map((kpi) => <KpiCard kpi={kpi as KpiId} />);', ["kpi a 1", "kpi b 1"]],
  ['function Card({ kpi = "a" }: Props) {}', ["kpi a 1"]],
  // Nothing is named by a comment, a text of the interface, a type, or a variable.
  ['// <KpiCard kpi="a" />\nconst messages = { funnel: "Embudo" };\ntype T = { kpi: "a" };\n<KpiCard kpi={id} />', []],
])("finds in %j the names %j", async (text, expected) => {
  expect(await names(text)).toEqual(expected);
});

it("leaves tests, declarations, generated files and installed packages alone", async () => {
  await mkdir(join(folder, "node_modules"));
  await writeFile(join(folder, "node_modules", "a.ts"), 'useKpi("installed")');
  expect(await names('useKpi("a")', "View.test.tsx")).toEqual([]);
  expect(await names('useKpi("a")', "catalog.gen.ts")).toEqual([]);
  expect(await names('useKpi("a")', "types.d.ts")).toEqual([]);
  expect(await names('useKpi("a")', "hooks.ts")).toEqual(["kpi a 1"]);
  expect(await findMetricNames([join(folder, "nowhere")])).toEqual([]);
});
