export { IngestError, type IngestErrorCode } from "./errors.ts";
export { lockDown } from "./warehouse/lock-down.ts";
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
