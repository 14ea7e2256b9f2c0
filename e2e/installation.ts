import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startPortal } from "../examples/html-portal/server/startPortal.ts";
import { startPortal as startIntranet } from "../examples/intranet-portal/server/portal.ts";
import {
  HTML_PORTAL,
  HTML_PORTAL_PORT,
  PORTAL,
  PORTAL_PORT,
  SERVER,
  SERVER_PORT,
  SOURCE_PORTAL_PORT,
} from "./addresses.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const INTRANET = join(ROOT, "examples/intranet-portal");
const SOURCE_PORTAL = `http://localhost:${SOURCE_PORTAL_PORT}`;
const START_MS = 240_000;

/** With which the installation under test knows the site's own calls. */
export const SEGMENT_SECRET = "a shared secret of the tests alone";

/**
 * Starts the real thing with a small sample community in a folder of its own, and ends it after the tests. The portal is the built one, under its
 * strict content security policy, as an organisation serves it.
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
      ...["--port", String(SERVER_PORT), "--no-portal", "--allow-origin", PORTAL, HTML_PORTAL, SOURCE_PORTAL],
      ...["--data-dir", dataDir, "--months", "6", "--professionals", "1500"],
    ],
    {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        NODE_ENV: "development",
        NORTHSTAR_SECRET: secret,
        NORTHSTAR_PORTAL_URL: `${PORTAL}/tablero`,
        NORTHSTAR_SEGMENT_SHARED_SECRET: SEGMENT_SECRET,
      },
    },
  );
  const stopHtmlPortal = startHtmlPortal(secret);
  buildIntranet();
  const intranet = await startIntranet({ port: PORTAL_PORT, northstarUrl: SERVER, secret, production: true });
  const stop = async () => {
    stopHtmlPortal();
    await intranet.close();
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

/** With React's own warnings, which the console of a page must be free of. */
function buildIntranet(): void {
  const build = ["build", "--mode", "development", "--logLevel", "warn"];
  execFileSync(process.execPath, [join(INTRANET, "node_modules/vite/bin/vite.js"), ...build], {
    cwd: INTRANET,
    env: { ...process.env, NODE_ENV: "development" },
    stdio: ["ignore", "ignore", "inherit"],
  });
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
