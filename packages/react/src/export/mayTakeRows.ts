import type { Permissions } from "../hooks/types.ts";

/** Whether rows of single people may leave the page: the server says no to all others too. */
export function mayTakeRows({ roles, can }: Pick<Permissions, "roles" | "can">): boolean {
  return can("export") && roles.some((role) => role !== "consultant");
}
