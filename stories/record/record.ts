import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Catalog,
  type Filters,
  type FreshnessReport,
  type LoadLine,
  type LoadRequest,
  type MemberAnnotation,
  queryKey,
  ROLES,
  type Role,
} from "@northstar/core";
import { build } from "esbuild";
import { chromium } from "playwright";
import type { Northstar } from "../../packages/server/src/index.ts";
import { BROWSER_ARGUMENTS, findBrowser } from "../../scripts/browser.ts";
import { NOW, TIME_ZONE } from "../support/clock.ts";
import { type PackedAnswer, packAnswer, type Recording, readerName } from "../support/recording.ts";
import { openServers } from "./openServer.ts";
import type { Scene } from "./page.tsx";

// Draws every view for every role against the real server, and keeps what it asked and was answered: the data of the stories.

/** What the stories choose; the first of each is what a reader meets. */
const FILTERS: Readonly<Record<Scene["view"], readonly Filters[]>> = {
  executive: [{}, { period: { preset: "last_month" } }, { comparison: "previous_year" }],
  operational: [{}, { values: { source: ["linkedin"] } }],
  technical: [{}],
};
const VIEWS = Object.keys(FILTERS) as Scene["view"][];
/** Elsewhere only what a reader meets is recorded. */
const TIME_ZONES = [TIME_ZONE, "Europe/Madrid"];

const executablePath = findBrowser();
if (!executablePath) {
  console.error("The stories are recorded in Chromium, and there is none. Install it, or set NORTHSTAR_CHROMIUM.");
  process.exit(1);
}

console.log("Filling a warehouse with the sample community");
const servers = await openServers();

async function ask(northstar: Northstar, role: Role, path: string, method: string, body: string | null) {
  return northstar.fetch(
    new Request(`https://northstar.test${path}`, {
      method,
      headers: { authorization: `Bearer ${await servers.signFor(role)}`, "content-type": "application/json" },
      body: method === "GET" ? null : body,
    }),
  );
}

const answers: PackedAnswer[] = [];
const places = new Map<string, number>();
const annotations: Record<string, MemberAnnotation> = {};
const asked: Record<string, Record<string, number>> = {};
let refused = 0;

function keep(reader: string, request: LoadRequest, text: string): void {
  asked[reader] ??= {};
  const queries = new Map(request.queries.map(({ id, query }) => [id, query]));
  for (const one of text.split("\n").filter((part) => part.trim() !== "")) {
    const line = JSON.parse(one) as LoadLine;
    const query = queries.get(line.id);
    if (!query || !("data" in line)) {
      if ("error" in line) console.error(`  ${reader}: ${line.error.code}: ${line.error.detail}`);
      refused += 1;
      continue;
    }
    Object.assign(annotations, line.annotation);
    const packed = packAnswer(line);
    const fingerprint = JSON.stringify(packed);
    const place = places.get(fingerprint) ?? answers.push(packed) - 1;
    places.set(fingerprint, place);
    asked[reader][queryKey(query)] = place;
  }
}

const { outputFiles } = await build({
  entryPoints: [join(import.meta.dirname, "page.tsx")],
  bundle: true,
  write: false,
  format: "iife",
  jsx: "automatic",
  target: "es2022",
  define: { "process.env.NODE_ENV": '"production"' },
});
const browser = await chromium.launch({ executablePath, args: BROWSER_ARGUMENTS });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.on("pageerror", (error) => console.error(`  in the page: ${error.message}`));
  let northstar = await servers.serve(TIME_ZONE);
  let timeZone = TIME_ZONE;
  await page.exposeFunction("askServer", async (role: Role, path: string, method: string, body: string) => {
    const response = await ask(northstar, role, path, method, body);
    const text = await response.text();
    if (path.endsWith("/load")) keep(readerName(role, timeZone), JSON.parse(body) as LoadRequest, text);
    return { status: response.status, type: response.headers.get("content-type") ?? "", body: text };
  });
  await page.route("https://northstar.test/", (route) =>
    route.fulfill({ contentType: "text/html", body: "<!doctype html><body></body>" }),
  );
  await page.goto("https://northstar.test/");
  await page.addScriptTag({ content: outputFiles[0]?.text ?? "" });
  const catalogs: Record<string, Catalog> = {};
  for (const zone of TIME_ZONES) {
    if (zone !== timeZone) {
      await northstar.close();
      northstar = await servers.serve(zone);
      timeZone = zone;
    }
    for (const role of ROLES) {
      const reader = readerName(role, zone);
      for (const view of VIEWS) {
        const scenes = FILTERS[view].slice(0, zone === TIME_ZONE ? undefined : 1);
        for (const filters of scenes) {
          const scene: Scene = { view, role, filters };
          await page.evaluate((one) => window.recordScene(one), scene);
        }
      }
      console.log(`${reader}: ${Object.keys(asked[reader] ?? {}).length} questions`);
      catalogs[reader] = (await (await ask(northstar, role, "/northstar/v1/catalog", "GET", null)).json()) as Catalog;
    }
  }
  const report = await ask(northstar, "analyst", "/northstar/v1/freshness", "GET", null);
  const freshness = (await report.json()) as FreshnessReport;
  await northstar.close();
  const recording: Recording = { now: NOW.toISOString(), freshness, catalogs, annotations, answers, asked };
  const path = join(import.meta.dirname, "recording.json");
  writeFileSync(path, `${JSON.stringify(recording)}\n`);
  console.log(`${answers.length} answers written; ${refused} questions refused.`);
} finally {
  await browser.close();
  await servers.close();
}
