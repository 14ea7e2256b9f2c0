export { createNorthstar, type Northstar } from "./createNorthstar.ts";
export type { CubeAnswer, CubeMeta, CubeRuntime, CubeRuntimeOptions } from "./cube/types.ts";
export type {
  BigQueryWarehouse,
  PostgresWarehouse,
  RedshiftWarehouse,
  SnowflakeWarehouse,
  WarehouseConnection,
} from "./cube/warehouses/connection.ts";
export { ServerError, type ServerErrorCode } from "./errors.ts";
export { type ServedNorthstar, type ServeOptions, serveNorthstar } from "./listen.ts";
export { readMetricHistory } from "./metrics/readMetricHistory.ts";
export type { CubeOption, MetricsOptions, NorthstarOptions } from "./options.ts";
export { SAMPLE_SECRET, type TokenSettings } from "./token/settings.ts";
export { signToken, type TokenGrant } from "./token/signToken.ts";
export { type VerifiedToken, verifyToken } from "./token/verifyToken.ts";
export { createMetricReaders, type MetricReadersOptions, type OpenMetricReaders } from "./usage/createMetricReaders.ts";
export { createUsage, type UsageOptions } from "./usage/createUsage.ts";
export { readReportBaselines } from "./usage/readReportBaselines.ts";
