/** Whether a column is of the warehouse's own type for JSON, which rows arrive for as text. */
export function isJsonColumn(type: string): boolean {
  return type === "JSON" || type === "SUPER" || type === "VARIANT";
}
