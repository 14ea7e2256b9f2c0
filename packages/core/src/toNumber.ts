import type { Cell } from "./query.ts";

/** Reads a number from a cell: Cube sends sums as strings. Null for null, booleans and what is no number. */
export function toNumber(cell: Cell | undefined): number | null {
  if (typeof cell === "number") return Number.isFinite(cell) ? cell : null;
  if (typeof cell !== "string" || cell.trim() === "") return null;
  const value = Number(cell);
  return Number.isFinite(value) ? value : null;
}
