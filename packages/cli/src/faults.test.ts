import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openWarehouse } from "@northstar/ingest";
import { SAMPLE_SECRET } from "@northstar/server";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

/* Faults met by a person who types a command: one clear sentence, exit code 1, nothing half-written, nothing left running. */

const MAIN = join(import.meta.dirname, "main.ts");
const SMALL = ["--months", "2", "--professionals", "50", "--no-portal", "--no-live"];

const root = mkdtempSync(join(tmpdir(), "faults-"));
let folder: string;
const running = new Set<ChildProcess>();

beforeAll(() => mkdirSync(root, { recursive: true }));
afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(join(root, "data-"));
});
afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
});

interface Run {
  child: ChildProcess;
  /** Everything said so far. */
  said(): string;
  /** Resolves when `text` was said. Rejects when the program ends without. */
  says(text: string): Promise<void>;
  ended: Promise<{ code: number | null; said: string }>;
}

function run(parameters: readonly string[], environment: Record<string, string> = {}): Run {
  const { NORTHSTAR_SECRET: _, NODE_ENV: __, ...inherited } = process.env;
  const child = spawn(process.execPath, [MAIN, ...parameters, "--data-dir", folder], {
    env: { ...inherited, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (said += chunk));
  const ended = once(child, "close").then(([code]) => {
    running.delete(child);
    return { code: code as number | null, said };
  });
  const says = async (text: string) => {
    const seen = (async () => {
      while (!said.includes(text)) await once(child.stdout ?? child, "data");
    })();
    await Promise.race([seen, ended]);
    expect(said).toContain(text);
  };
  return { child, said: () => said, says, ended };
}

/** What a command that fails says: a single line, without what is inside. */
async function sentence(parameters: readonly string[], environment?: Record<string, string>): Promise<string> {
  const { code, said } = await run(parameters, environment).ended;
  expect(said.trim().split("\n"), said).toHaveLength(1);
  expect(said).not.toMatch(/ at .*:\d+:\d+|node:internal|^E[A-Z]+:/);
  expect(code).toBe(1);
  return said;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe("start says in one sentence", () => {
  it.each([
    ["no secret", {}, "NORTHSTAR_SECRET is not set"],
    ["a short one", { NORTHSTAR_SECRET: "short" }, "has 5 bytes"],
    ["the sample one", { NORTHSTAR_SECRET: SAMPLE_SECRET }, "published sample"],
    ["a repeated character", { NORTHSTAR_SECRET: "a".repeat(48) }, "repeated characters"],
  ])("that production has %s, before it fills anything", async (_, secret, reason) => {
    const said = await sentence(["start", ...SMALL, "--port", String(await freePort())], {
      NODE_ENV: "production",
      ...secret,
    });
    expect(said).toContain(reason);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("that its zone is none", async () => {
    expect(await sentence(["start", ...SMALL], { NORTHSTAR_TIME_ZONE: "Mars/Olympus" })).toContain("Mars/Olympus");
  });

  it("that a file is where its folder should be", async () => {
    rmSync(folder, { recursive: true });
    writeFileSync(folder, "");
    expect(await sentence(["start", ...SMALL])).toContain("a file of that name is in the way");
    folder = join(folder, "below");
    expect(await sentence(["start", ...SMALL])).toContain("in the way");
  });

  it.skipIf(!existsSync("/proc/self"))("that no folder can be made there", async () => {
    folder = "/proc/northstar/data";
    expect(await sentence(["start", ...SMALL])).toContain("The data folder /proc/northstar/data can't be used");
  });

  it("that a port is taken, which flag changes it, and that two can't share one", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const taken = String((server.address() as AddressInfo).port);
    const free = String(await freePort());
    try {
      expect(await sentence(["start", ...SMALL, "--port", taken])).toContain("another with --port.");
      expect(await sentence(["start", "--port", free, "--portal-port", taken])).toContain(
        "another with --portal-port.",
      );
      expect(await sentence(["start", "--port", free, "--portal-port", free])).toContain("can't both have port");
      expect(readdirSync(folder)).toEqual(["dev-secret"]);
    } finally {
      server.close();
    }
  });

  it("that the warehouse is no warehouse, and leaves it as it is", async () => {
    const path = join(folder, "warehouse.duckdb");
    writeFileSync(path, "something of somebody's");
    expect(await sentence(["start", ...SMALL, "--port", String(await freePort())])).toContain(
      "can't be read as a warehouse",
    );
    expect(readFileSync(path, "utf8")).toBe("something of somebody's");
  });
});

describe("a warehouse that another process holds", () => {
  it("is named with its holder by start, ingest, load and query", async () => {
    const warehouse = await openWarehouse({ path: join(folder, "warehouse.duckdb") });
    const port = String(await freePort());
    const file = join(folder, "rows.csv");
    writeFileSync(file, "x\n");
    try {
      for (const parameters of [
        ["start", ...SMALL, "--port", port],
        ["ingest", "ops", "--file", file],
        ["load", "sponsors", file],
        ["query", '{"measures":["executive.plays"]}', "--role", "director", "--url", `http://127.0.0.1:${port}`],
      ]) {
        const said = await sentence(parameters);
        expect(said).toContain("is open in another process");
        expect(said).toContain(String(process.pid));
      }
    } finally {
      await warehouse.close();
    }
  });
});

describe("the first fill", () => {
  const large = ["--months", "4", "--professionals", "1500", "--no-portal", "--no-live"];

  it("leaves nothing when it is interrupted", async () => {
    const first = run(["start", ...large, "--port", String(await freePort())]);
    await first.says("hubspot:");
    first.child.kill("SIGINT");
    expect(await first.ended).toMatchObject({ code: 0 });
    expect(readdirSync(folder)).toEqual(["dev-secret"]);
  });

  it("is done by one start at a time, and begins anew after one that was killed", async () => {
    const first = run(["start", ...large, "--port", String(await freePort())]);
    await first.says("Making a sample community");
    expect(await sentence(["start", ...SMALL, "--port", String(await freePort())])).toContain(
      "is open in another process",
    );
    await first.says("hubspot:");
    first.child.kill("SIGKILL");
    await first.ended;
    expect(readdirSync(folder)).toContain("warehouse.duckdb.unfinished");

    const second = run(["start", ...SMALL, "--port", String(await freePort())]);
    await second.says("ready in");
    second.child.kill("SIGTERM");
    const { code, said } = await second.ended;
    expect(code).toBe(0);
    expect(said).toContain("50 professionals");
    expect(readdirSync(folder).sort()).toEqual(["dev-secret", "spool", "state", "warehouse.duckdb"]);
  });
});

it("makes a new development secret where an empty one was left", async () => {
  writeFileSync(join(folder, "dev-secret"), "");
  const { code, said } = await run(["token", "--role", "director"]).ended;
  expect(code).toBe(0);
  expect(said.split(".")).toHaveLength(3);
  expect(readFileSync(join(folder, "dev-secret"), "utf8").trim().length).toBeGreaterThan(32);
});
