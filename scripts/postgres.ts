import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Where Debian keeps a folder for each version. */
const VERSIONS = "/usr/lib/postgresql";

/** Folder of Postgres' server programs: `NORTHSTAR_POSTGRES`, else the newest installed or one on the path; null when there is none. */
export function findPostgres(): string | null {
  const configured = process.env.NORTHSTAR_POSTGRES;
  const candidates = configured
    ? [configured]
    : [...installed().map((version) => join(VERSIONS, version, "bin")), ...(process.env.PATH ?? "").split(delimiter)];
  return (
    candidates.find((folder) => existsSync(join(folder, "initdb")) && existsSync(join(folder, "postgres"))) ?? null
  );
}

function installed(): string[] {
  return existsSync(VERSIONS) ? readdirSync(VERSIONS).sort((a, b) => Number(b) - Number(a)) : [];
}
