import { resolve } from "node:path";
import type { Warehouse } from "./warehouse.ts";

/**
 * Takes from the DuckDB instance what a query must not have: files outside `allowedFolders`, the network, extensions,
 * and the right to change any of it back. It holds for every connection of the process until the instance is closed.
 */
export async function lockDown(warehouse: Warehouse, allowedFolders: readonly string[]): Promise<void> {
  const [locked] = await warehouse.all(`SELECT current_setting('lock_configuration') AS locked`);
  if (locked?.locked === true) return;
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
  for (const setting of settings) await warehouse.run(`SET GLOBAL ${setting}`);
}
