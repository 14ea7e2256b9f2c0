import { IngestError } from "../errors.ts";

/**
 * Loads a warehouse's client, which only those install who need it.
 * @throws IngestError `client_missing`, naming the package
 */
export async function requireClient<T>(packageName: string, warehouse: string): Promise<T> {
  try {
    return (await import(packageName)) as T;
  } catch (cause) {
    throw new IngestError(
      "client_missing",
      `Loading into ${warehouse} needs the package ${packageName}, which isn't installed; add it with \`pnpm add ${packageName}\`.`,
      { cause },
    );
  }
}
