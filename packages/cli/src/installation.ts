import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
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
 */
export function describeInstallation(options: { dataDir?: string | undefined } = {}): Installation {
  const dataDir = resolve(options.dataDir ?? process.env.NORTHSTAR_DATA_DIR ?? join(PROJECT_ROOT, ".northstar"));
  return {
    dataDir,
    warehousePath: join(dataDir, "warehouse.duckdb"),
    sampleDir: join(dataDir, "sample"),
    modelPath: join(PROJECT_ROOT, "cube", "model"),
    projectRoot: PROJECT_ROOT,
    timeZone: process.env.NORTHSTAR_TIME_ZONE ?? "America/Bogota",
  };
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
  if (existsSync(path)) return readFileSync(path, "utf8").trim();
  makeDataDir(installation);
  const secret = randomBytes(48).toString("base64url");
  try {
    // "wx": of two commands that start together, one writes and the other reads what it wrote.
    writeFileSync(path, `${secret}\n`, { mode: 0o600, flag: "wx" });
    return secret;
  } catch {
    return readFileSync(path, "utf8").trim();
  }
}

/** Makes the folder of an installation, so that a warehouse can be made in it. */
export function makeDataDir(installation: Installation): void {
  mkdirSync(installation.dataDir, { recursive: true });
}

/** @throws CliError `not_installed` where there is no warehouse to ask. */
export function requireWarehouse(installation: Installation): void {
  if (existsSync(installation.warehousePath)) return;
  throw new CliError(
    "not_installed",
    `There is no warehouse in ${installation.dataDir} yet. Run \`npx pnpm@12 start\` once, or load data with \`northstar ingest\`.`,
  );
}
