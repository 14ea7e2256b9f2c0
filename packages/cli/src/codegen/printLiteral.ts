const LINE_WIDTH = 120;
const INDENT = "  ";

/**
 * Plain data as the text of a TypeScript literal: keys quoted only where they must be, on one line where that fits in 120 columns.
 *
 * @param taken columns of the line that stand before and after it
 */
export function printLiteral(value: unknown, depth: number, taken: number): string {
  const flat = printFlat(value);
  if (typeof value !== "object" || value === null || INDENT.length * depth + taken + flat.length <= LINE_WIDTH) {
    return flat;
  }
  const isList = Array.isArray(value);
  const lines = isList
    ? value.map((entry) => printLiteral(entry, depth + 1, 1))
    : Object.entries(value).map(([key, entry]) => {
        const name = printKey(key);
        return `${name}: ${printLiteral(entry, depth + 1, name.length + 3)}`;
      });
  const inner = INDENT.repeat(depth + 1);
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];
  return [open, ...lines.map((line) => `${inner}${line},`), `${INDENT.repeat(depth)}${close}`].join("\n");
}

/** A key of an object literal: reserved words may stand as they are, what is no identifier is quoted. */
export function printKey(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
}

function printFlat(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printFlat).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, entry]) => `${printKey(key)}: ${printFlat(entry)}`);
    return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
  }
  return JSON.stringify(value);
}
