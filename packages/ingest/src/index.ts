export { isPaused, readPaused } from "./admin/control.ts";
export {
  type ConnectorSchedule,
  createIntegrations,
  type Integrations,
  type IntegrationsOptions,
  type ReplayDeadLetters,
  type SecretNames,
} from "./admin/createIntegrations.ts";
export type { IntegrationConnector, IntegrationHook } from "./admin/integrationSpec.ts";
export { ConnectorError } from "./connectors/connectorError.ts";
export { createConnectors } from "./connectors/createConnectors.ts";
export {
  type ConnectorOutcome,
  type RunConnectorOptions,
  runConnector,
} from "./connectors/runConnector.ts";
export { type RunningSchedule, type ScheduleOptions, startSchedule } from "./connectors/schedule.ts";
export type { Connector, PollContext, PolledPage } from "./connectors/types.ts";
export { type ErasePersonOptions, type ErasureReport, erasePerson } from "./erase/erasePerson.ts";
export { type RewrittenWarehouse, rewriteWarehouse } from "./erase/rewriteWarehouse.ts";
export { type ConnectorErrorCode, IngestError, type IngestErrorCode } from "./errors.ts";
export {
  createHooks,
  type HookCaller,
  type HookRefusal,
  type HooksOptions,
  type ReceiveHook,
} from "./hooks/createHooks.ts";
export { type HookDefinition, hookDefinitions } from "./hooks/definitions.ts";
export { HOOK_CODES, type HookCode, type SecurityCode } from "./hooks/hookProblem.ts";
export { HOOK_LIMITS, type HookLimits } from "./hooks/limits.ts";
export {
  createRefusalLog,
  type GatheredRefusals,
  type RefusalLog,
  type RefusalLogOptions,
} from "./hooks/refusalLog.ts";
export { writeRefusals } from "./hooks/writeRefusals.ts";
export { type FollowOptions, followWarehouse, type RunningFollow } from "./loaders/followWarehouse.ts";
export type { LoadTarget, SliceRule, TableSlice } from "./loaders/LoadTarget.ts";
export { openLoadTarget } from "./loaders/openLoadTarget.ts";
export { type PublishedTable, type PublishOptions, publishWarehouse } from "./loaders/publishWarehouse.ts";
export { duckdbWriter, targetWriter, type WarehouseWriter } from "./loaders/WarehouseWriter.ts";
export { type LoadReport, loadTable } from "./loadTable.ts";
export { type CommitAlso, type CommittedDeliveries, commitDeliveries } from "./pipeline/commitDeliveries.ts";
export {
  type IngestFilesOptions,
  type IngestPayload,
  type IngestProgress,
  ingestFiles,
  ingestPayload,
} from "./pipeline/ingest.ts";
export type { IngestReport } from "./pipeline/report.ts";
export { onCommit, readWatermarks } from "./pipeline/watermarks.ts";
export { type IngestRuntime, type IngestRuntimeOptions, startIngest } from "./runtime.ts";
export { openSecrets, type SecretStore } from "./secrets/secretStore.ts";
export { isSourceName, SOURCE_NAMES, type SourceName } from "./sources/registry.ts";
export { columnTypes, DIALECTS, warehouseScript, warehouseStatements } from "./warehouse/ddl.ts";
export type { Dialect, WarehouseDialect } from "./warehouse/dialects/dialect.ts";
export { readWarehouseInfo, type WarehouseInfo, writeWarehouseInfo } from "./warehouse/info.ts";
export { lockDown } from "./warehouse/lockDown.ts";
export {
  COMMON_COLUMNS,
  type ColumnType,
  columnsOf,
  isTableName,
  type RowOf,
  type RowTableName,
  TABLES,
  type TableDefinition,
  type TableName,
  tableDefinition,
} from "./warehouse/schema.ts";
export {
  type OpenWarehouseOptions,
  openWarehouse,
  type Row,
  type SqlParameters,
  type SqlRunner,
  type Warehouse,
  type WarehouseTransaction,
} from "./warehouse/warehouse.ts";
export type { RowsByTable, WriteStamp } from "./warehouse/writeRows.ts";
export { replayDeadLetters } from "./worker/replayDeadLetters.ts";
export { type RunningWorker, readSpoolPosition, startWorker, type WorkerOptions } from "./worker/startWorker.ts";
