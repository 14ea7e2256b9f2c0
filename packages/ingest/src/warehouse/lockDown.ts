import { resolve } from "node:path";
import type { Warehouse } from "./warehouse.ts";

/**
 * Takes from the DuckDB instance what a query must not have: files outside `allowedFolders`, the network, extensions,
 * and the right to change any of it back. It holds for every connection of the process, also when a fatal error makes the warehouse be
 * opened anew; where it is locked already it stays as it is.
 */
export async function lockDown(warehouse: Warehouse, allowedFolders: readonly string[]): Promise<void> {
  const folders = allowedFolders.map((folder) => `'${`${resolve(folder)}/`.replaceAll("'", "''")}'`).join(", ");
  const settings = [
    // Times are stored in UTC; once the configuration is locked no session could say so any more.
    "TimeZone = 'UTC'",
    "autoinstall_known_extensions = false",
    "autoload_known_extensions = false",
    "allow_community_extensions = false",
    ...(folders === "" ? [] : [`allowed_directories = [${folders}]`]),
    "enable_external_access = false",
    "lock_configuration = true",
  ];
  await warehouse.configure(settings.map((setting) => `SET GLOBAL ${setting}`));
}
