import { cpSync, rmSync, statSync } from "node:fs";
import { run } from "./run.ts";

// Builds the package in the working directory as the modules it is written in, not as one file: a host's bundler can only split and
// drop whole modules, and what a lazy part shares with the first card would otherwise be loaded with that card.

rmSync("dist", { recursive: true, force: true });
const { ok } = await run("tsc", ["-p", "tsconfig.build.json"], {});
if (!ok) process.exit(1);
cpSync("src", "dist", { recursive: true, filter: (path) => statSync(path).isDirectory() || path.endsWith(".css") });
