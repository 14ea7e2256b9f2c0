import { requireCommonJs } from "./commonjs.ts";
import { quietly } from "./quietly.ts";
import { encodeMultiResult, encodeResult, type MultiEnvelope, type ResultEnvelope } from "./result/response.ts";
import type { DriverRow, RawRows, TransformRequest } from "./result/types.ts";

/** What Cube can't do without its native extension. */
export const NATIVE_FEATURES = ["SQL API", "Python configuration", "Jinja in models", "Tesseract SQL planner"] as const;

export interface NativeStatus {
  /** False when the stand-in serves. */
  native: boolean;
  /** Features that are off, empty with the native extension. */
  off: readonly string[];
}

type NativeExports = Record<string, unknown> & {
  loadNative(): unknown;
  NativeInstance: { prototype: Record<string, unknown> };
  ResultWrapper: { prototype: Record<string, unknown> };
};

let status: NativeStatus | null = null;

/**
 * Makes Cube work whether or not `@cubejs-backend/native` has its binary. With it, nothing is touched. Without, the functions that Cube
 * calls are supplied on the package's exports object, where Cube looks them up at each call, and the SQL planner in JavaScript is chosen.
 * Must run before the first use of Cube; further calls do nothing.
 */
export function ensureNative(): NativeStatus {
  status ??= install();
  return status;
}

function install(): NativeStatus {
  const native: NativeExports = requireCommonJs("@cubejs-backend/native");
  try {
    native.loadNative();
    return { native: true, off: [] };
  } catch {
    // No binary for this platform, or it could not be downloaded at install time.
  }
  process.env.CUBEJS_TESSERACT_SQL_PLANNER = "false";
  const { getEnv }: typeof import("@cubejs-backend/shared") = requireCommonJs("@cubejs-backend/shared");
  // The first look warns that the planner was turned off: `NativeStatus.off` says so in its place.
  quietly(() => getEnv("nativeSqlPlanner"));
  Object.assign(native, standIn);
  native.NativeInstance.prototype.getNative = () => engines;
  // Rows go straight to the transformation: writing them as JSON only for the stand-in to read it would block the event loop twice.
  native.ResultWrapper.prototype.getRawData = function getRawData(this: { jsResult: readonly DriverRow[] }) {
    return [{ kind: "rows", rows: this.jsResult } satisfies RawRows];
  };
  return { native: false, off: NATIVE_FEATURES };
}

function unavailable(feature: string): never {
  throw new Error(`${feature} needs Cube's native extension, which isn't installed on this machine.`);
}

/** Template and Python engines: made without complaint (Cube makes one for every model), refused when used. */
const engines = {
  newJinjaEngine: () => ({
    loadTemplate: () => unavailable("A Jinja template"),
    renderTemplate: async () => unavailable("A Jinja template"),
  }),
  pythonLoadModel: async () => unavailable("A Python model file"),
};

const standIn = {
  setupLogger: () => undefined,
  resetLogger: () => undefined,
  isFallbackBuild: () => true,
  redactSqlLiterals: (sql: string) => sql.replace(/'(?:[^']|'')*'/g, "'redacted'"),
  registerInterface: async () => unavailable("The SQL API"),
  shutdownInterface: async () => undefined,
  execSql: async () => unavailable("The SQL API"),
  sql4sql: async () => unavailable("The SQL API"),
  rest4sql: async () => unavailable("The SQL API"),
  buildSqlAndParams: () => unavailable("The Tesseract SQL planner"),
  pythonLoadConfig: async () => unavailable("Python configuration"),
  parseCubestoreResultMessage: async () => unavailable("Cube Store"),
  getCubestoreResult: () => unavailable("Cube Store"),
  getFinalQueryResult: (request: TransformRequest, rows: RawRows | Uint8Array, envelope: ResultEnvelope) =>
    encodeResult(request, readRows(rows), envelope),
  getFinalQueryResultMulti: (
    requests: readonly TransformRequest[],
    rows: readonly (RawRows | Uint8Array)[],
    envelope: MultiEnvelope,
  ) => encodeMultiResult(requests, rows.map(readRows), envelope),
};

/** Cube's own wrapper sends rows as JSON by column in a buffer; ours as they are. */
export function readRows(rows: RawRows | Uint8Array): RawRows {
  if (!(rows instanceof Uint8Array)) return rows;
  const { members, columns }: { members: string[]; columns: unknown[][] } = JSON.parse(
    Buffer.from(rows).toString("utf8"),
  );
  return { kind: "columns", members, columns };
}
