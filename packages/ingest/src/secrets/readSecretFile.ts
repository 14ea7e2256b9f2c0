import { closeSync, fstatSync, openSync, readFileSync } from "node:fs";
import { IngestError } from "../errors.ts";

const MAX_BYTES = 1024 * 1024;
/** Others than the owner may read or write. */
const FOR_OTHERS = 0o066;

/**
 * Reads a file of secrets: a JSON object whose values are a text, or texts with the newest first. Messages hold neither the path nor a
 * value.
 * @throws IngestError `secrets_refused` when it can't be read, is open to others than its owner, or isn't such an object
 */
export function readSecretFile(path: string): Map<string, readonly string[]> {
  const text = readOwn(path);
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    // The parser's message quotes what it read.
    throw refused('isn\'t JSON. Write {"NAME": "value"}, or {"NAME": ["new", "old"]}');
  }
  if (typeof document !== "object" || document === null || Array.isArray(document)) {
    throw refused('isn\'t an object. Write {"NAME": "value"}, or {"NAME": ["new", "old"]}');
  }
  return new Map(
    Object.entries(document).map(([name, value]: [string, unknown]) => {
      const values: unknown[] = Array.isArray(value) ? value : [value];
      if (!values.every((one) => typeof one === "string")) {
        throw refused(`has something else than text under ${JSON.stringify(name.slice(0, 100))}`);
      }
      return [name, values];
    }),
  );
}

function readOwn(path: string): string {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch (cause) {
    throw refused(
      "can't be opened. Check that NORTHSTAR_SECRETS_FILE names it and that this process may read it",
      cause,
    );
  }
  try {
    // Of the open file, so that what was looked at is what is read.
    const { mode, size } = fstatSync(file);
    if (process.platform !== "win32" && (mode & FOR_OTHERS) !== 0) {
      throw refused("is open to others than its owner. Give it the mode 600");
    }
    if (size > MAX_BYTES) throw refused(`is larger than ${MAX_BYTES} bytes`);
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw cause instanceof IngestError ? cause : refused("can't be read", cause);
  } finally {
    closeSync(file);
  }
}

function refused(what: string, cause?: unknown): IngestError {
  return new IngestError("secrets_refused", `The file of secrets ${what}.`, { cause });
}
