import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, it } from "vitest";
import { generateCatalog } from "./generateCatalog.ts";
import { readModel } from "./readModel.ts";
import { writeSmallModel } from "./testing/smallModel.ts";

const REACT = fileURLToPath(new URL("../../../react/tsconfig.json", import.meta.url));

/** A host's code from before the KPI `page_views` was called `visits`. */
const HOST = `
import "./catalog.gen.ts";
import { KpiCard, NorthStarCard, useKpi, useKpiSeries } from "../src/index.ts";
export function useOld() {
  return [useKpi("page_views"), useKpiSeries("page_views", { count: 3 })];
}
export const old = [<KpiCard key={1} kpi="page_views" />, <NorthStarCard key={2} kpi="page_views" />];
export function useNew() {
  return [useKpi("visits"), useKpiSeries("visits"), <KpiCard key={1} kpi="visits" />];
}
`;

/** The host's code and its generated catalogue in memory, under the compiler options of the React package. */
function openEditor(catalog: string): { service: ts.LanguageService; host: string } {
  const folder = join(dirname(REACT), "src-of-a-host");
  const host = join(folder, "host.tsx");
  const files = new Map([
    [host, HOST],
    [join(folder, "catalog.gen.ts"), catalog],
  ]);
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(REACT, ts.sys.readFile).config,
    ts.sys,
    dirname(REACT),
  );
  const read = (path: string) => files.get(path) ?? ts.sys.readFile(path);
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [host],
    getScriptVersion: () => "1",
    getScriptSnapshot: (path) => {
      const text = read(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => dirname(REACT),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (path) => files.has(path) || ts.sys.fileExists(path),
    readFile: read,
    directoryExists: (path) => path === folder || ts.sys.directoryExists(path),
  });
  return { service, host };
}

it("leaves code that names a renamed KPI compiling, and struck through in editors", async () => {
  const folder = await mkdtemp(join(tmpdir(), "northstar-renamed-"));
  await writeSmallModel(folder, { aliases: '[{ id: page_views, since: "2026-02-01" }]' });
  const catalog = generateCatalog(await readModel(folder));
  await rm(folder, { recursive: true });

  const { service, host } = openEditor(catalog);
  expect(service.getSemanticDiagnostics(host).map(({ messageText }) => messageText)).toEqual([]);
  // 6387: The signature '…' of '…' is deprecated.
  const struck = service.getSuggestionDiagnostics(host).filter(({ code }) => code === 6387);
  const lines = struck.map(({ start = 0 }) => HOST.slice(0, start).split("\n").length);
  expect(struck.every(({ reportsDeprecated }) => reportsDeprecated !== undefined)).toBe(true);
  // Two calls in line 5, two elements in line 7; nothing in line 9, which has the new name.
  expect(lines).toEqual([5, 5, 7, 7]);
  service.dispose();
});

it("marks the former name itself, for who reads the catalogue", async () => {
  const folder = await mkdtemp(join(tmpdir(), "northstar-renamed-"));
  await writeSmallModel(folder, { aliases: '[{ id: page_views, since: "2026-02-01" }]' });
  const catalog = `${generateCatalog(await readModel(folder))}export const unit = catalog.kpis.page_views.unit;\n`;
  await rm(folder, { recursive: true });
  const { service, host } = openEditor(catalog);
  const found = service
    .getSuggestionDiagnostics(join(dirname(host), "catalog.gen.ts"))
    .filter(({ code }) => code === 6385);
  expect(found.map(({ messageText }) => messageText)).toEqual(["'page_views' is deprecated."]);
  service.dispose();
});
