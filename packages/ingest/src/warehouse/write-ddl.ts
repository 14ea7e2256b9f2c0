import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { warehouseScript } from "./ddl.ts";

/** Where the generated DDL is committed. */
const target = fileURLToPath(new URL("../../../../cube/warehouse/duckdb.sql", import.meta.url));

await mkdir(dirname(target), { recursive: true });
await writeFile(target, warehouseScript());
