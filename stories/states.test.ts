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

/** What is drawn from plain data has these. */
const PIECE_STATES = ["Dark", "Narrow", "LongNames", "InEnglish"];
const PIECES = [
  "AreaChart",
  "BarChart",
  "CohortGrid",
  "DataTable",
  "FunnelPlot",
  "Heatmap",
  "LineChart",
  "UptimeStrip",
];

/** Neither tile nor view nor a piece with a page of its own: where each is seen. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  BarList: "Tiles/Technical/SecurityPanel",
  ComparisonSelect: "Controls/View controls",
  DrillButton: "Filters/Drill",
  DrillHost: "Filters/Drill",
  FilterBar: "Filters/Filter bar",
  FreshnessBadge: "Controls/View controls",
  Masked: "States/Permissions",
  NorthstarProvider: "around every story",
  PeriodPicker: "Controls/View controls",
  ProgressBar: "Charts/Small",
  SelectionScope: "Filters/Drill from tiles",
  Sparkline: "Charts/Small",
  TileBoundary: "States/Permissions",
  ViewDenied: "States/Permissions",
  ViewHeader: "Filters/View header",
  Why: "Tiles/Shared/Why this number",
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
    component: csf.meta.component?.replace(/<.*/, ""),
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

/** Tiles and views. */
const TILES = COMPONENTS.filter((name) =>
  FILES.some(({ title, component }) => component === name && /^(Tiles\/(?!Shared)|Views\/)/.test(title)),
);

/** What a component's own stories are called. The same component may have further files, by role for example. */
function storiesOf(component: string): string[] {
  return FILES.filter((file) => file.component === component).flatMap(({ stories }) => stories);
}

describe("what @northstar/react exports", () => {
  it("is found", () => {
    expect(COMPONENTS).toEqual(expect.arrayContaining(["KpiCard", "CampaignTable", "TechnicalView", "LineChart"]));
    expect(COMPONENTS).not.toContain("KpiCardProps");
  });

  it("is a tile, a view, a piece, or said to be none of them", () => {
    const known = [...TILES, ...PIECES, ...Object.keys(ELSEWHERE)];
    const unknown = COMPONENTS.filter((name) => !known.includes(name));
    expect(
      unknown,
      "Write its stories with `tileStories` or `viewStories`, or say in ELSEWHERE where it is seen",
    ).toEqual([]);
    const gone = [...PIECES, ...Object.keys(ELSEWHERE)].filter((name) => !COMPONENTS.includes(name));
    expect(gone, "Named here, but not exported").toEqual([]);
  });

  it("is seen where that is said", () => {
    const titles = FILES.map(({ title }) => title);
    const places = Object.values(ELSEWHERE).filter((place) => place.includes("/"));
    expect(places.filter((place) => !titles.includes(place))).toEqual([]);
  });
});

describe.each(PIECES)("%s", (component) => {
  it("has a story of each state", () => {
    const stories = storiesOf(component);
    expect(PIECE_STATES.filter((state) => !stories.includes(state))).toEqual([]);
  });
});

describe.each(TILES)("%s", (component) => {
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
