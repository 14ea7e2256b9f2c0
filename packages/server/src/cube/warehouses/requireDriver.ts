import { requireCommonJs } from "../commonjs.ts";
import { CubeRuntimeError } from "../errors.ts";

/** The version of Cube that everything here is pinned to. */
const VERSION = "1.7.43";

/**
 * Loads one of Cube's drivers, which are optional: who serves from DuckDB needs none.
 * @throws CubeRuntimeError `driver_missing`, saying what to install
 */
export function requireDriver(name: string): unknown {
  try {
    return requireCommonJs(name);
  } catch (cause) {
    if (!isMissing(cause, name)) throw cause;
    throw new CubeRuntimeError(
      "driver_missing",
      `The warehouse that is configured needs the package ${name}, which isn't installed. Install it beside @northstar/server: npm install ${name}@${VERSION}`,
      { cause },
    );
  }
}

function isMissing(cause: unknown, name: string): boolean {
  return (
    cause instanceof Error && Reflect.get(cause, "code") === "MODULE_NOT_FOUND" && cause.message.includes(`'${name}'`)
  );
}
