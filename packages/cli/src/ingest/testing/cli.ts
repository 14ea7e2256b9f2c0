import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const MAIN = join(import.meta.dirname, "..", "..", "main.ts");

/** Whether a command can be run on a terminal here: by `script` of util-linux, which other systems have another of. */
export const HAS_TERMINAL = String(spawnSync("script", ["--version"]).stdout ?? "").includes("util-linux");

export interface CliOptions {
  environment?: Readonly<Record<string, string>>;
  /** What stands in the standard input; without it there is none. */
  input?: string;
  /** Runs it on a terminal of so many columns: then all it says is in `stdout`. */
  columns?: number;
}

export interface CliResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunningCli {
  child: ChildProcess;
  /** Resolves when it has said this. Rejects when it ends without. */
  says(text: string): Promise<void>;
  ended: Promise<CliResult>;
}

/** The `northstar` command as a process of its own, without settings of whoever runs the tests. */
export function startCli(parameters: readonly string[], options: CliOptions = {}): RunningCli {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("NORTHSTAR_")));
  // Node takes a terminal of an automatic build for one without colours.
  const { NODE_ENV: _, NO_COLOR: __, FORCE_COLOR: ___, CI: ____, ...environment } = inherited;
  const command = [process.execPath, MAIN, ...parameters];
  const [program, ...rest] =
    options.columns === undefined
      ? command
      : [
          "script",
          "-qec",
          `stty cols ${options.columns} rows 40 -echo; exec ${command.map(quoted).join(" ")}`,
          "/dev/null",
        ];
  const child = spawn(program ?? "", rest, {
    env: { ...environment, TERM: "xterm", ...options.environment },
    stdio: [options.input === undefined && options.columns === undefined ? "ignore" : "pipe", "pipe", "pipe"],
  });
  if (options.input !== undefined) child.stdin?.end(options.input);
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk) => (stdout += chunk));
  child.stderr?.on("data", (chunk) => (stderr += chunk));
  const ended = once(child, "close").then(([code]) => ({ code: code as number | null, stdout, stderr }));
  const has = (text: string) => (stdout + stderr).includes(text);
  return {
    child,
    async says(text) {
      const seen = (async () => {
        while (!has(text))
          await Promise.race([once(child.stdout as never, "data"), once(child.stderr as never, "data")]);
      })();
      await Promise.race([seen, ended]);
      if (!has(text)) throw new Error(`It never said ${JSON.stringify(text)} but:\n${stdout}\n${stderr}`);
    },
    ended,
  };
}

export const runCli = (parameters: readonly string[], options?: CliOptions): Promise<CliResult> =>
  startCli(parameters, options).ended;

const quoted = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;
