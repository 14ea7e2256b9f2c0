import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { dataDirError, makeWritableFolder } from "./dataDir.ts";
import { CliError } from "./errors.ts";

/** Where a running installation keeps its state, and where its model is. */
export interface Installation {
  /** Folder of the warehouse, the development secret and the sample files. */
  dataDir: string;
  warehousePath: string;
  sampleDir: string;
  /** Folder of `cube/model`. */
  modelPath: string;
  projectRoot: string;
  timeZone: string;
}

/** The repository this command belongs to: the folder above `packages/cli`. */
const PROJECT_ROOT = resolve(import.meta.dirname, "../../..");

/**
 * Names the folders of an installation without touching the disk.
 * `dataDir` defaults to `NORTHSTAR_DATA_DIR`, then to `.northstar` in the project.
 *
 * @throws CliError `bad_argument` when NORTHSTAR_TIME_ZONE is no time zone.
 */
export function describeInstallation(options: { dataDir?: string | undefined } = {}): Installation {
  const timeZone = process.env.NORTHSTAR_TIME_ZONE ?? "America/Bogota";
  requireTimeZone(timeZone);
  const dataDir = resolve(options.dataDir ?? process.env.NORTHSTAR_DATA_DIR ?? join(PROJECT_ROOT, ".northstar"));
  return {
    dataDir,
    warehousePath: join(dataDir, "warehouse.duckdb"),
    sampleDir: join(dataDir, "sample"),
    modelPath: join(PROJECT_ROOT, "cube", "model"),
    projectRoot: PROJECT_ROOT,
    timeZone,
  };
}

function requireTimeZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
  } catch (cause) {
    const message = `NORTHSTAR_TIME_ZONE is "${timeZone}", which is no time zone. Write one such as America/Bogota.`;
    throw new CliError("bad_argument", message, { cause });
  }
}

/**
 * The secret that tokens are signed with: `NORTHSTAR_SECRET`, else one made for this installation on its first use
 * and kept readable by its owner alone. In production there is no default.
 *
 * @throws CliError `secret_missing` in production without `NORTHSTAR_SECRET`.
 */
export function readSecret(installation: Installation, production = process.env.NODE_ENV === "production"): string {
  const configured = process.env.NORTHSTAR_SECRET;
  if (configured) return configured;
  if (production) {
    throw new CliError(
      "secret_missing",
      "NORTHSTAR_SECRET is not set, so no token could be trusted. Set it to at least 32 random bytes, e.g. the output of `openssl rand -base64 48`.",
    );
  }
  const path = join(installation.dataDir, "dev-secret");
  try {
    const kept = existsSync(path) ? readFileSync(path, "utf8").trim() : "";
    if (kept !== "") return kept;
    makeDataDir(installation);
    return writeSecret(path);
  } catch (error) {
    throw dataDirError(installation.dataDir, error);
  }
}

function writeSecret(path: string): string {
  const secret = randomBytes(48).toString("base64url");
  // An empty one was left by a command that ended, or by a disk that was full, between making the file and writing it.
  const isEmpty = existsSync(path) && readFileSync(path, "utf8").trim() === "";
  try {
    // "wx": of two commands that start together, one writes and the other reads what it wrote.
    writeFileSync(path, `${secret}\n`, { mode: 0o600, flag: isEmpty ? "w" : "wx" });
    return secret;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return readFileSync(path, "utf8").trim();
  }
}

/** Makes the folder of an installation, so that a warehouse can be made in it. */
export function makeDataDir(installation: Installation): void {
  makeWritableFolder(installation.dataDir);
}

/** @throws CliError `not_installed` where there is no warehouse to ask. */
export function requireWarehouse(installation: Installation): void {
  if (existsSync(installation.warehousePath)) return;
  throw new CliError(
    "not_installed",
    `There is no warehouse in ${installation.dataDir} yet. Run \`npx pnpm@12 start\` once, or load data with \`northstar ingest\`.`,
  );
}
