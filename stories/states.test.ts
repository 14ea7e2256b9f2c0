import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { loadCsf } from "storybook/internal/csf-tools";
import { describe, expect, it } from "vitest";
import { TILE_STATES, VIEW_STATES } from "./support/stateNames.ts";

const ROOT = resolve(import.meta.dirname, "..");
const SOURCE = resolve(ROOT, "packages/react/src");

/** What tiles have beyond what all have: of the list of states in DESIGN, those that only some can be in. */
const FURTHER: Readonly<Record<string, readonly string[]>> = {
  KpiCard: [
    "ProvisionalAndFlat",
    "WholeMonthAgainstAWholeMonth",
    "HugeNumber",
    "TinyNumber",
    "NegativeNumber",
    "NothingToCompareWith",
  ],
  NorthStarCard: ["MissingMonths"],
  ReferralPanel: ["Masked"],
  SecurityPanel: ["Masked"],
};

/** Data-only pieces and controls: they ask for nothing, so they have no such states. Where each is shown. */
const WITHOUT_STATES: Readonly<Record<string, string>> = {
  AreaChart: "Charts",
  BarChart: "Charts",
  BarList: "Charts",
  CohortGrid: "Charts",
  ComparisonSelect: "Controls",
  DataTable: "Tables",
  DrillButton: "Filters",
  DrillHost: "Filters",
  FilterBar: "Filters",
  FreshnessBadge: "Controls",
  FunnelPlot: "Charts",
  Heatmap: "Charts",
  LineChart: "Charts",
  Masked: "States",
  NorthstarProvider: "around every story",
  PeriodPicker: "Controls",
  ProgressBar: "Charts",
  Sparkline: "Charts",
  TileBoundary: "States",
  UptimeStrip: "Charts",
  ViewDenied: "States",
  ViewHeader: "Filters",
  Why: "Tiles/Shared",
};

interface StoryFile {
  title: string;
  component: string | undefined;
  stories: readonly string[];
}

function readStories(path: string): StoryFile {
  const code = readFileSync(path, "utf8");
  const csf = loadCsf(code, { fileName: path, makeTitle: (title) => title ?? path }).parse();
  return {
    title: csf.meta.title ?? "",
    component: csf.meta.component,
    stories: csf.indexInputs.map(({ exportName }) => exportName),
  };
}

/** Names of the components that `@northstar/react` exports: what is written like one and isn't a type. */
function exportedComponents(): string[] {
  const index = readFileSync(resolve(SOURCE, "index.ts"), "utf8");
  const names = [...index.matchAll(/^export \{([^}]*)\} from "[^"]*\.tsx";/gms)].flatMap(([, list = ""]) =>
    list.split(",").map((name) => name.trim()),
  );
  return names.filter((name) => /^[A-Z][a-z]\w+$/.test(name));
}

const FILES = globSync("stories/*/*.stories.tsx", { cwd: ROOT }).map((path) => readStories(resolve(ROOT, path)));
const COMPONENTS = exportedComponents();

/** What a component's own stories are called. The same component may have further files, by role for example. */
function storiesOf(component: string): string[] {
  return FILES.filter((file) => file.component === component).flatMap(({ stories }) => stories);
}

describe("what @northstar/react exports", () => {
  it("is found", () => {
    expect(COMPONENTS).toEqual(expect.arrayContaining(["KpiCard", "CampaignTable", "TechnicalView", "LineChart"]));
    expect(COMPONENTS).not.toContain("KpiCardProps");
  });

  it("is a tile, a view, or said to be neither", () => {
    const tiles = FILES.filter(({ title }) => /^(Tiles|Views)\//.test(title)).map(({ component }) => component);
    const unknown = COMPONENTS.filter((name) => !tiles.includes(name) && !Object.hasOwn(WITHOUT_STATES, name));
    expect(
      unknown,
      "Write its stories with `tileStories` or `viewStories`, or say in WITHOUT_STATES where it is shown",
    ).toEqual([]);
    const gone = Object.keys(WITHOUT_STATES).filter((name) => !COMPONENTS.includes(name));
    expect(gone, "WITHOUT_STATES names what isn't exported").toEqual([]);
  });
});

describe.each(COMPONENTS.filter((name) => !Object.hasOwn(WITHOUT_STATES, name)))("%s", (component) => {
  it("has a story of each state", () => {
    const wanted = component.endsWith("View") ? VIEW_STATES : TILE_STATES;
    const all = ["Standard", ...wanted, ...(FURTHER[component] ?? [])];
    const stories = storiesOf(component);
    expect(all.filter((state) => !stories.includes(state))).toEqual([]);
  });

  it("has a description, and one of each of its properties", () => {
    const [path = ""] = globSync(`components/**/${component}.tsx`, { cwd: SOURCE });
    const code = readFileSync(resolve(SOURCE, path), "utf8");
    expect(code, "Its docstring is the first thing that its page says").toMatch(
      new RegExp(`\\*/\nexport function ${component}\\b`),
    );
    expect(undescribed(code)).toEqual([]);
  });
});

/** Properties of exported interfaces without a docstring. */
function undescribed(code: string): string[] {
  return [...code.matchAll(/^(?:export )?interface \w*(?:Props|Options)\b[^{]*\{\n([\s\S]*?)^\}/gm)].flatMap(
    ([, body = ""]) => {
      const lines = body.split("\n");
      return lines.filter((line, index) => /^ {2}\w+\??:/.test(line) && !lines[index - 1]?.trimEnd().endsWith("*/"));
    },
  );
}
