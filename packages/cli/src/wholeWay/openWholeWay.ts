import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LoadLine, Query, Role, Row } from "@northstar/core";
import type { TokenGrant } from "@northstar/server";
import { describeInstallation } from "../installation.ts";
import { openPlatform, type Platform } from "../platform.ts";

/** An installation of its own in a folder that goes with it: real warehouse, real Cube, the real model. */
export interface WholeWay {
  platform: Platform;
  /** Writes an input file outside the installation; gives its path. */
  file(name: string, text: string): string;
  /**
   * The rows of each query, in one `POST /load` with a signed token. Names are short (`retention_30`), numbers numbers, times days.
   * @throws Error with the server's problem when a query is refused
   */
  ask(queries: readonly Query[], grant?: Partial<TokenGrant>): Promise<Row[][]>;
  close(): Promise<void>;
}

/** The role that each view is made for. */
const READERS: Readonly<Record<string, Role>> = {
  executive: "director",
  operational: "marketing",
  technical: "devops",
};

/** @param ingest settings and secrets of its hooks; it has none without */
export async function openWholeWay(ingest?: NodeJS.ProcessEnv): Promise<WholeWay> {
  const folder = mkdtempSync(join(tmpdir(), "northstar-whole-way-"));
  const platform = await openPlatform({
    installation: { ...describeInstallation({ dataDir: join(folder, "state") }), timeZone: "America/Bogota" },
    production: false,
    refreshWorker: false,
    ingest: ingest !== undefined,
    environment: ingest,
  });
  const { northstar } = platform;

  async function post(queries: readonly Query[], grant: Partial<TokenGrant>): Promise<Row[][]> {
    const token = await northstar.signToken({ sub: "reader", roles: readersOf(queries), ...grant });
    const response = await northstar.fetch(
      new Request("http://northstar.test/northstar/v1/load", {
        method: "POST",
        headers: { authorization: `Bearer ${token}` },
        body: JSON.stringify({ queries: queries.map((query, index) => ({ id: String(index), query })) }),
      }),
    );
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${response.status}: ${text}`);
    const lines = text.split("\n").filter(Boolean);
    const answers = new Map(lines.map((line) => JSON.parse(line) as LoadLine).map((line) => [line.id, line]));
    return queries.map((_, index) => {
      const answer = answers.get(String(index));
      if (answer === undefined || !("data" in answer)) throw new Error(JSON.stringify(answer));
      return answer.data.map(shortRow);
    });
  }

  return {
    platform,
    file(name, text) {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    },
    ask: (queries, grant = {}) => post(queries, grant),
    async close() {
      await platform.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function readersOf(queries: readonly Query[]): Role[] {
  const views = queries.flatMap(({ measures = [], dimensions = [] }) =>
    [...measures, ...dimensions].map((member) => member.split(".")[0] ?? ""),
  );
  return [...new Set(views)].flatMap((view) => READERS[view] ?? []);
}

function shortRow(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, cell]) => [name.replace(/^\w+\./, "").replace(/\.\w+$/, ""), readCell(cell)]),
  );
}

function readCell(cell: Row[string]): Row[string] {
  if (typeof cell !== "string") return cell;
  if (/^\d{4}-\d{2}-\d{2}T/.test(cell)) return cell.slice(0, 10);
  return /^-?\d+(\.\d+)?(e-?\d+)?$/.test(cell) ? Number(cell) : cell;
}
