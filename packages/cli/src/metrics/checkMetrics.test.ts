import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compiledVersion, type KeptVersion, type MetricHistory } from "@northstar/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { describeProblem } from "../codegen/ModelError.ts";
import { checkMetrics, type MetricsCheck } from "./checkMetrics.ts";
import { describeCheck } from "./describeCheck.ts";
import { historyPathOf, lockPathOf } from "./lockPaths.ts";
import { type WriteLockOptions, writeLock } from "./writeLock.ts";

const MODEL = `cubes:
  - name: visits
    public: false
    sql: SELECT * FROM events
    dimensions:
      - { name: tenant, sql: tenant_id, type: string, meta: { row_filters: [] } }
      - { name: date, sql: at, type: time, meta: { row_filters: [] } }
    measures:
      - name: total
        type: sum
        sql: amount
        meta:
          row_filters: []
          kpi:
            id: total
            version: 1
            title: { es: Total, en: Total }
            definition: { es: Suma., en: Sum. }
            unit: count
            polarity: up
            grain: month
            owner: Marketing
            sloSeconds: 300
            sources: [ga4]
            roles: [marketing]
            timeDimension: date
            changelog:
              - { version: 1, since: "2026-01-01", note: { es: Nada, en: Nothing } }
views:
  - name: traffic
    cubes:
      - join_path: visits
        includes: [tenant, date, total]
    meta:
      funnels:
        - id: path
          version: 1
          title: { es: Camino, en: Path }
          definition: { es: Camino, en: Path }
          timeDimension: date
          breakdowns: []
          sources: [ga4]
          sloSeconds: 300
          changelog: [{ version: 1, since: "2026-01-01", note: { es: Nada, en: Nothing } }]
          steps:
            - { id: a, title: { es: A, en: A }, measure: total }
            - { id: b, title: { es: B, en: B }, measure: total }
    access_policy:
      - group: marketing
        member_level: { includes: "*" }
        row_level: { allow_all: true }
`;

const SECOND = '- { version: 2, since: "2026-02-01", note: { es: Otra, en: Other } }\n              - { version: 1,';

let folder: string;
let modelPath: string;
let text: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "northstar-kpi-check-"));
  modelPath = join(folder, "model");
  await mkdir(modelPath);
  await write(MODEL);
  await lock();
});

afterEach(() => rm(folder, { recursive: true }));

async function write(model: string): Promise<void> {
  text = model;
  await writeFile(join(modelPath, "visits.yml"), model);
}

async function edit(...edits: readonly [before: string | RegExp, after: string][]): Promise<void> {
  let edited = text;
  for (const [before, after] of edits) {
    expect(edited).toMatch(before);
    edited = edited.replace(before, after);
  }
  await write(edited);
}

const raise: [string | RegExp, string][] = [
  [/(id: total\n +version: )1/, "$12"],
  ["- { version: 1,", SECOND],
];

const lock = (options: Partial<WriteLockOptions> = {}) =>
  writeLock({ modelPath, lockPath: lockPathOf(modelPath), remove: [], initial: false, ...options });

const check = (): Promise<MetricsCheck> =>
  checkMetrics({
    modelPath,
    lockPath: lockPathOf(modelPath),
    codeFolders: [join(folder, "app")],
    alertsFolder: join(folder, "alerts"),
    today: "2026-11-22",
  });

/** Problems as they are printed, with file names only. */
const said = async () => (await check()).problems.map((problem) => describeProblem(problem).replace(/^\S*\//, ""));

describe("versions", () => {
  it("passes what is as it was locked", async () => {
    expect(await said()).toEqual([]);
    expect(describeCheck(await check(), process.stdout)).toBe(
      "2 KPIs and funnels: definitions locked, records complete, every name known; 1 alert rule.",
    );
  });

  it("refuses a definition that changed under its version, with the lines that did, and says what to do", async () => {
    await edit(["sql: amount", "sql: 2 * amount"]);
    expect(await said()).toEqual([
      expect.stringMatching(
        /^visits\.yml:9: kpi total: its definition changed and its version is still 1: measure visits\.total\. Raise `version` to 2 and add a line to `changelog`/,
      ),
      expect.stringMatching(/^visits\.yml:30: funnel path: its definition changed/),
    ]);
    const { diffs } = await check();
    expect(diffs.map((lines) => lines.map((line) => line.text))).toEqual([
      ["measure visits.total", "@@ -1 +1 @@", " sql:", "-  amount", "+  2 * amount", " type: sum"],
    ]);
    await expect(lock()).rejects.toThrow(
      /Nothing was locked: kpi total \(changed\), funnel path \(changed\)\. Run `northstar kpi check`/,
    );
  });

  it("takes a change with a new version and its line, once it is locked", async () => {
    await edit(["polarity: up", "polarity: down"], ...raise);
    expect(await said()).toEqual([
      expect.stringMatching(/kpi total: is at version 2 and the lock at 1\. Run `northstar kpi lock`/),
    ]);
    expect((await lock()).map(({ id, state }) => `${id} ${state}`)).toEqual(["total raised", "path locked"]);
    expect(await said()).toEqual([]);
  });

  it("wants a line of the changelog for each version", async () => {
    await edit(["polarity: up", "polarity: down"], [/(id: total\n +version: )1/, "$12"]);
    expect(await said()).toEqual([
      expect.stringMatching(/visits\.total: version 2 has no line in meta\.kpi\.changelog/),
    ]);
    await edit(["- { version: 1,", "- { version: 2,"]);
    expect(await said()).toEqual([
      expect.stringMatching(/changelog has the versions 2\. It needs one line for each of 1, 2/),
    ]);
  });

  it("notes a version that was raised for nothing the model knows of", async () => {
    await edit(...raise);
    await lock();
    expect((await check()).notes).toEqual([]);
    await edit(
      [/(id: total\n +version: )2/, "$13"],
      ["- { version: 2,", SECOND.replace("2, since", "3, since").replace("{ version: 1,", "{ version: 2,")],
    );
    const { problems, notes } = await check();
    expect(problems).toHaveLength(1);
    expect(notes).toEqual([expect.stringMatching(/^kpi total: version 3 means what the version before it does/)]);
  });

  it("refuses a version that goes back, which no lock takes either", async () => {
    await edit(...raise);
    await lock();
    await write(MODEL);
    expect(await said()).toEqual([expect.stringMatching(/version went from 2 back to 1\. .* is version 3/)]);
    await expect(lock({ initial: true })).rejects.toThrow(/--initial is for a model before its first release/);
    await expect(lock()).rejects.toThrow(/total \(lowered\)/);
  });

  it("follows a KPI that kept its old name as an alias", async () => {
    await edit(["id: total", "id: amount\n            aliases: [{ id: total, since: 2026-06-01 }]"]);
    expect(await said()).toEqual([expect.stringMatching(/kpi amount: was locked as total, now an alias of amount/)]);
    await lock();
    expect(await said()).toEqual([]);
  });

  it("refuses a KPI that is gone without a trace, until that is said", async () => {
    await edit(["id: total", "id: amount"]);
    expect(await said()).toEqual([
      expect.stringMatching(/kpi amount: isn't in the lock/),
      expect.stringMatching(
        /metrics\.lock\.json: kpi total: is in the lock at version 1 and not in the model any more/,
      ),
    ]);
    await expect(lock()).rejects.toThrow(/total \(removed\)/);
    await lock({ remove: ["total"] });
    expect(await said()).toEqual([]);
  });

  it("rewrites first definitions before a release, and only then", async () => {
    await edit(["sql: amount", "sql: 2 * amount"]);
    await lock({ initial: true });
    expect(await said()).toEqual([]);
  });

  it("sees a lock whose names are no longer the model's", async () => {
    await edit([/\bvisits\b/g, "calls"]);
    expect(await said()).toEqual([
      expect.stringMatching(/metrics\.lock\.json: isn't what the model says, though every metric means the same/),
    ]);
  });

  it("says that there is no lock, or that it can't be read", async () => {
    await writeFile(lockPathOf(modelPath), "<<<<<<< HEAD\n");
    await expect(check()).rejects.toThrow(/metrics\.lock\.json can't be read: .* after a merge/);
    await rm(lockPathOf(modelPath));
    expect(await said()).toEqual([expect.stringMatching(/there is no lock .* Run `northstar kpi lock`/)]);
  });

  it("writes the same lock for the same model", async () => {
    const before = await readFile(lockPathOf(modelPath), "utf8");
    await lock();
    expect(await readFile(lockPathOf(modelPath), "utf8")).toBe(before);
  });
});

describe("the history of versions", () => {
  const path = () => historyPathOf(lockPathOf(modelPath));
  const history = async () => JSON.parse(await readFile(path(), "utf8")) as MetricHistory;
  const rewrite = async (change: (history: MetricHistory) => unknown) =>
    writeFile(path(), JSON.stringify(change(await history())));
  /** The funnel rests on the same measure. */
  const raisePath: [string | RegExp, string][] = [
    [/(id: path\n +version: )1/, "$12"],
    ["changelog: [{ version: 1,", SECOND.replace("- {", "changelog: [{").replace(/\n *- /, ", ")],
  ];
  const edited = async () => {
    await edit(["sql: amount", "sql: 2 * amount"], ...raise, ...raisePath);
    await lock();
  };

  it("keeps what each version meant, to the last line", async () => {
    await edited();
    const kept = await history();
    const versions = kept.kpis.total ?? [];
    expect(versions.map(({ version }) => version)).toEqual([1, 2]);
    expect(compiledVersion(kept, versions, 1)?.parts["measure visits.total"]).toEqual([
      "sql:",
      "  amount",
      "type: sum",
    ]);
    expect(compiledVersion(kept, versions, 2)?.parts["measure visits.total"]).toEqual([
      "sql:",
      "  2 * amount",
      "type: sum",
    ]);
    expect(compiledVersion(kept, versions, 1)?.record).toContain("polarity: up");
    expect(compiledVersion(kept, versions, 3)).toBeNull();
  });

  it("is the same file when nothing changed", async () => {
    await edited();
    const before = await readFile(path(), "utf8");
    await lock();
    expect(await readFile(path(), "utf8")).toBe(before);
  });

  it("must hold the version that is locked", async () => {
    await edited();
    await rewrite((kept) => ({ ...kept, kpis: { total: kept.kpis.total?.slice(0, 1) } }));
    expect(await said()).toEqual([
      expect.stringMatching(/metrics\.history\.json: kpi total: the locked version 2 isn't in the history/),
    ]);
    await rm(path());
    expect(await said()).toEqual([expect.stringMatching(/there is no history .* Run `northstar kpi lock`/)]);
  });

  it.each<[string, (kept: MetricHistory) => unknown]>([
    [
      "a text",
      (kept) => ({
        ...kept,
        texts: mapValues(kept.texts, (lines) => lines.map((line) => line.replace("amount", "cost"))),
      }),
    ],
    [
      "a setting",
      (kept) => withTotal(kept, (first, ...later) => [{ ...first!, definition: ["unit: people"] }, ...later]),
    ],
    ["an entry that is taken out", (kept) => withTotal(kept, (_, ...later) => later)],
    ["the order of entries", (kept) => withTotal(kept, (...versions) => versions.reverse())],
  ])("refuses a change of what was kept: %s", async (_, change) => {
    await edited();
    await rewrite(change);
    expect(await said()).toContainEqual(
      expect.stringMatching(/history\.json: kpi total: version \d isn't what was kept/),
    );
  });

  it("goes along with a KPI that is renamed, and stays when one is gone", async () => {
    await edit(["id: total", "id: amount\n            aliases: [{ id: total, since: 2026-06-01 }]"]);
    await lock();
    expect(Object.keys((await history()).kpis)).toEqual(["amount"]);
    await edit([/id: amount\n.*\n/, "id: fresh\n"]);
    await lock({ remove: ["amount"] });
    expect(Object.keys((await history()).kpis)).toEqual(["amount", "fresh"]);
    expect(await said()).toEqual([]);
  });

  it("won't give a version twice when an old name comes back with another meaning", async () => {
    await edit(["id: total", "id: other"]);
    await lock({ remove: ["total"] });
    await edit(["id: other", "id: total"], ["polarity: up", "polarity: down"]);
    await expect(lock({ remove: ["other"] })).rejects.toThrow(/has version 1 of kpi total with another definition/);
  });

  it("is written anew for first definitions before a release, and only those", async () => {
    await edit(["sql: amount", "sql: 3 * amount"]);
    await lock({ initial: true });
    const kept = await history();
    expect(compiledVersion(kept, kept.kpis.total ?? [], 1)?.parts["measure visits.total"]).toContain("  3 * amount");
    expect(kept.kpis.total).toHaveLength(1);
    expect(await said()).toEqual([]);
  });

  it("says that it can't be read", async () => {
    await writeFile(path(), "<<<<<<< HEAD\n");
    await expect(check()).rejects.toThrow(/history .* after a merge/);
  });
});

function mapValues<V>(record: Readonly<Record<string, V>>, map: (value: V) => V): Record<string, V> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

function withTotal(kept: MetricHistory, change: (...versions: KeptVersion[]) => KeptVersion[]): MetricHistory {
  return { ...kept, kpis: { ...kept.kpis, total: change(...(kept.kpis.total ?? [])) } };
}

describe("records, policies and names", () => {
  it.each<[string, [string | RegExp, string], RegExp]>([
    [
      "an unknown source",
      ["sources: [ga4]\n            roles", "sources: [tiktok]\n            roles"],
      /visits\.yml:9: visits\.total: .*tiktok|visits\.yml:9: visits\.total: meta\.kpi\.sources/,
    ],
    [
      "no service level",
      ["            sloSeconds: 300\n            sources", "            sources"],
      /visits\.yml:9: visits\.total: meta\.kpi\.sloSeconds needs a service level/,
    ],
    [
      "a KPI in no view",
      ["includes: [tenant, date, total]", "includes: [tenant, date]"],
      /visits\.yml:9: visits\.total: is a KPI that no view shows/,
    ],
    ["a view without a policy", [/ {4}access_policy:[\s\S]*$/, ""], /visits\.yml:30: traffic: has no access_policy/],
    [
      "a member that nobody may see",
      ['includes: "*"', "includes: [tenant, date]"],
      /visits\.yml:30: traffic\.total: is public in the view, and no group/,
    ],
    ["a public cube", ["public: false", "public: true"], /visits\.yml:2: visits: is a public cube/],
    [
      "a change of next year",
      ['since: "2026-01-01"', 'since: "2027-01-01"'],
      /changelog of total says that version 1 is in force since 2027-01-01, and today is 2026-11-22/,
    ],
    [
      "a changelog in one language",
      ["es: Nada, en: Nothing", "es: Nada"],
      /changelog\.0\.note\.en needs its English text/,
    ],
  ])("refuses %s, with file, line and mend", async (_, change, message) => {
    await edit(change);
    expect(await said()).toEqual(expect.arrayContaining([expect.stringMatching(message)]));
  });

  it("refuses code and rules that name what the model doesn't have, by line", async () => {
    await mkdir(join(folder, "app"));
    await mkdir(join(folder, "alerts"));
    await writeFile(
      join(folder, "app", "Page.tsx"),
      '<KpiCard kpi="total" />;\n<KpiCard kpi="totals" />;\n<FunnelChart funnel="paths" />;\n',
    );
    await writeFile(
      join(folder, "alerts", "rules.yml"),
      "rules:\n  - id: low\n    title: { es: Bajo, en: Low }\n    owner: ops\n    watch: { kpi: totale }\n    condition: { kind: missing, red: { enter: 0 } }\n",
    );
    expect(await said()).toEqual([
      "Page.tsx:2: names the kpi totals, which the model doesn't have. Name one of total.",
      "Page.tsx:3: names the funnel paths, which the model doesn't have. Name one of path.",
      'rules.yml:5: rule low: watch.kpi: There is no KPI "totale" among those you may see. docs/alerts.md says what a rule may hold.',
    ]);
  });
});
