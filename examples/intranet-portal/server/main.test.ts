import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";

const MAIN = fileURLToPath(new URL("./main.ts", import.meta.url));
const SECRET = "b7Jq2mXw9RkT4vYz8LcN5pHs3DgF6aQe";

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

/** The portal as its own process, its stdin a pipe that we hold. */
function run(environment: Record<string, string>) {
  const child = spawn(process.execPath, [MAIN], {
    stdio: ["pipe", "pipe", "pipe"],
    env: { PATH: process.env.PATH, PORT: "0", NORTHSTAR_SECRET: SECRET, NODE_ENV: "development", ...environment },
  });
  started.push(child);
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk: Buffer) => {
    output.stdout += chunk;
  });
  child.stderr.on("data", (chunk: Buffer) => {
    output.stderr += chunk;
  });
  const ended = once(child, "exit").then(([code]) => code as number | null);
  const ready = once(child.stdout, "data").then(() => /http:\S+/.exec(output.stdout)?.[0] ?? "");
  return { child, output, ended, ready };
}

async function takePort(): Promise<{ port: number; free: () => void }> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  return { port: (server.address() as AddressInfo).port, free: () => server.close() };
}

describe("the portal's process", () => {
  test("says in one line where it is, serves the pages, and ends on SIGTERM", async () => {
    const { child, output, ended, ready } = run({});
    const url = await ready;
    expect(output.stdout.trim().split("\n")).toHaveLength(1);
    const page = await fetch(`${url.replace("localhost", "127.0.0.1")}/tablero`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<div id="root">');
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
  });

  test("ends when the parent that holds its stdin goes away", async () => {
    const { child, ended, ready } = run({});
    await ready;
    child.stdin?.end();
    expect(await ended).toBe(0);
  });

  test("a taken port is one sentence and exit 1", async () => {
    const { port, free } = await takePort();
    const { output, ended } = run({ PORT: String(port) });
    expect(await ended).toBe(1);
    free();
    expect(output.stderr.trim()).toBe(
      `Port ${port} is taken, so the intranet can't start. Stop what uses it, or set PORT to another one.`,
    );
  });

  test.each([
    [{ PORT: "three" }, /PORT is "three", which is not a port number/],
    [{ NORTHSTAR_URL: "nowhere" }, /NORTHSTAR_URL is "nowhere", which is not an address/],
    [{ NORTHSTAR_SECRET: "" }, /NORTHSTAR_SECRET is not set/],
    [{ NORTHSTAR_SECRET: "short" }, /at least 32/],
  ])("%o is refused with what to do", async (environment, message) => {
    const { output, ended } = run(environment);
    expect(await ended).toBe(1);
    expect(output.stderr.trim()).toMatch(message);
    expect(output.stderr.trim().split("\n")).toHaveLength(1);
  });
});
