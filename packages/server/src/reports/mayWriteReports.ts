import type { Claims } from "@northstar/core";

/** Who makes reviews and writes into them: whoever may take reports out. */
export function mayWriteReports({ can }: Pick<Claims, "can">): boolean {
  return can.includes("export");
}

/** Who says something about them. */
export function mayRemark({ can }: Pick<Claims, "can">): boolean {
  return can.includes("comment") || can.includes("export");
}
