import { spawn } from "node:child_process";

/** How one command of a script ended. */
export interface RunResult {
  ok: boolean;
  seconds: number;
  output: string;
}

/**
 * Runs a command of the workspace with its output shown as it comes, or kept (`quiet`) to be shown only if it fails.
 * Commands are those of `node_modules/.bin`, which the package manager puts on the PATH.
 */
export async function run(
  command: string,
  commandArguments: readonly string[],
  options: { quiet?: boolean; env?: NodeJS.ProcessEnv; cwd?: string } = {},
): Promise<RunResult> {
  const start = performance.now();
  const child = spawn(command, commandArguments, {
    stdio: options.quiet ? ["ignore", "pipe", "pipe"] : "inherit",
    env: { ...process.env, ...options.env },
    cwd: options.cwd,
  });
  const chunks: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stderr?.on("data", (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number | null>((resolve) => {
    child.on("error", () => resolve(127));
    child.on("close", resolve);
  });
  return { ok: code === 0, seconds: (performance.now() - start) / 1000, output: Buffer.concat(chunks).toString() };
}
