import {
  lockDown,
  onCommit,
  openWarehouse,
  readWarehouseInfo,
  readWatermarks,
  type Warehouse,
} from "@northstar/ingest";
import { createNorthstar, type Northstar } from "@northstar/server";
import { type Installation, readSecret } from "./installation.ts";

/** A warehouse and the server over it, in this process. */
export interface Platform {
  warehouse: Warehouse;
  northstar: Northstar;
  close(): Promise<void>;
}

export interface PlatformOptions {
  installation: Installation;
  production: boolean;
  /** Origins of the portals whose pages may call the server. */
  allowedOrigins?: readonly string[];
  /** Whether this process keeps rollups up to date. */
  refreshWorker: boolean;
}

/**
 * Opens the warehouse of an installation and the server over it, sharing one DuckDB instance.
 *
 * @throws IngestError `warehouse_locked` when another process holds the warehouse, `warehouse_missing` when there is none.
 */
export async function openPlatform(options: PlatformOptions): Promise<Platform> {
  const { installation, production } = options;
  const secret = readSecret(installation, production);
  const warehouse = await openWarehouse({ path: installation.warehousePath });
  try {
    await lockDown(warehouse, [installation.dataDir]);
    const northstar = await createNorthstar({
      secret,
      production,
      timeZone: installation.timeZone,
      currency: "USD",
      allowedOrigins: options.allowedOrigins ?? [],
      cube: {
        modelPath: installation.modelPath,
        instance: warehouse.instance,
        development: !production,
        refreshWorker: options.refreshWorker,
      },
      watermarks: () => readWatermarks(warehouse),
      onWatermark: (listener) => onCommit(warehouse, listener),
      sample: async () => (await readWarehouseInfo(warehouse)).sample === "true",
    });
    return {
      warehouse,
      northstar,
      close: async () => {
        await northstar.close();
        await warehouse.close();
      },
    };
  } catch (error) {
    await warehouse.close();
    throw error;
  }
}
