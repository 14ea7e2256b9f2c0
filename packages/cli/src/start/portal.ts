import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { CliError } from "../errors.ts";

export interface PortalOptions {
  projectRoot: string;
  port: number;
  northstarUrl: string;
  secret: string;
}

/** The example portal, running as the separate program that a host's portal is. */
export interface Portal {
  /** Resolves with its exit code when it ends by itself. */
  ended: Promise<number | null>;
  close(): Promise<void>;
}

/**
 * Starts `examples/intranet-portal` and waits until it says that it is ready.
 * It ends with this process: the channel between them closes when either goes.
 *
 * @throws CliError `child_failed` when it ends before it is ready.
 */
export async function startPortal(options: PortalOptions): Promise<Portal> {
  const child: ChildProcess = spawn(
    process.execPath,
    [join(options.projectRoot, "examples", "intranet-portal", "server", "main.ts")],
    {
      stdio: ["ignore", "pipe", "inherit", "ipc"],
      env: {
        ...process.env,
        PORT: String(options.port),
        NORTHSTAR_URL: options.northstarUrl,
        NORTHSTAR_SECRET: options.secret,
      },
    },
  );
  const ended = once(child, "exit").then(([code]) => code as number | null);
  const ready = once(child.stdout ?? child, "data").then(() => "ready" as const);
  if ((await Promise.race([ready, ended])) !== "ready") {
    throw new CliError("child_failed", "The portal ended before it was ready; the lines above say why.");
  }
  child.stdout?.resume();
  return {
    ended,
    close: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), 3_000);
      await ended;
      clearTimeout(timer);
    },
  };
}
