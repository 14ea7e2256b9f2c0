import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startPortal } from "../examples/html-portal/server/startPortal.ts";
import { HTML_PORTAL, HTML_PORTAL_PORT, PORTAL_PORT, SERVER, SERVER_PORT } from "./addresses.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const START_MS = 240_000;

/** With which the installation under test knows the site's own calls. */
export const SEGMENT_SECRET = "a shared secret of the tests alone";

/**
 * Starts the real thing with a small sample community in a folder of its own, and ends it after the tests.
 * `NORTHSTAR_E2E_PORTAL` and `NORTHSTAR_E2E_SERVER` name an installation that already runs: then nothing is started.
 */
export default async function startInstallation(): Promise<() => Promise<void>> {
  if (process.env.NORTHSTAR_E2E_PORTAL) return async () => {};
  const secret = randomBytes(48).toString("base64url");
  // For tests that stand in for the portal's back end, to hand out what no sample account has.
  process.env.NORTHSTAR_E2E_SECRET = secret;
  const dataDir = await mkdtemp(join(tmpdir(), "northstar-e2e-"));
  const child = spawn(
    process.execPath,
    [
      "packages/cli/src/main.ts",
      "start",
      ...["--port", String(SERVER_PORT), "--portal-port", String(PORTAL_PORT), "--allow-origin", HTML_PORTAL],
      ...["--data-dir", dataDir, "--months", "6", "--professionals", "1500"],
    ],
    {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        NODE_ENV: "development",
        NORTHSTAR_SECRET: secret,
        NORTHSTAR_SEGMENT_SHARED_SECRET: SEGMENT_SECRET,
      },
    },
  );
  const stopHtmlPortal = startHtmlPortal(secret);
  const stop = async () => {
    stopHtmlPortal();
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGTERM");
      await once(child, "exit");
    }
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await untilReady(child);
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

/** The portal without a framework, with the elements as they are now. */
function startHtmlPortal(secret: string): () => void {
  execFileSync(process.execPath, [join(ROOT, "node_modules/tsup/dist/cli-default.js")], {
    cwd: join(ROOT, "packages/elements"),
    stdio: ["ignore", "ignore", "inherit"],
  });
  const sessionKey = randomBytes(32).toString("base64");
  return startPortal({ port: HTML_PORTAL_PORT, northstarUrl: SERVER, secret, sessionKey });
}

/** Resolves at the line that says so; rejects with what was printed when it ends or takes too long. */
function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = "";
    const fail = (what: string) => {
      clearTimeout(timer);
      reject(new Error(`\`northstar start\` ${what}. It printed:\n${output}`));
    };
    const timer = setTimeout(() => fail(`was not ready after ${START_MS / 1000} s`), START_MS);
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (!/^ready\b/m.test(output)) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", (code) => fail(`ended with ${code}`));
  });
}
