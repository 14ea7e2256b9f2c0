import { type ColumnSource, planResult, type ResultPlan } from "./plan.ts";
import { nextTurn, ROWS_PER_TURN } from "./turn.ts";
import type { DriverRow, OutputCell, RawRows, TransformRequest } from "./types.ts";
import { toOutputCell } from "./value.ts";

export type OutputRow = Record<string, OutputCell>;

/** `data` of an answer, in the format that was asked. */
export type TransformedData =
  | OutputRow[]
  | { members: readonly string[]; dataset: OutputCell[][] }
  | { members: readonly string[]; columns: OutputCell[][] };

export interface TurnOptions {
  /** Called after every `ROWS_PER_TURN` rows; the default lets the event loop turn once. */
  onTurn?: () => Promise<void>;
}

/** Rows of an answer keyed by member (Cube's default format). Lets the event loop turn every `ROWS_PER_TURN` rows. */
export async function transformRows(
  request: TransformRequest,
  raw: RawRows,
  options: TurnOptions = {},
): Promise<OutputRow[]> {
  const plan = planFor(request, raw);
  return mapRows(
    raw,
    plan.rows.map(({ source }) => source),
    options,
    (read, row) => {
      const out: OutputRow = {};
      plan.rows.forEach(({ name }, index) => {
        out[name] = read(index, row);
      });
      return out;
    },
  );
}

/** An answer's `data` in the response format of the request. Lets the event loop turn every `ROWS_PER_TURN` rows. */
export async function transformData(
  request: TransformRequest,
  raw: RawRows,
  options: TurnOptions = {},
): Promise<TransformedData> {
  switch (request.resType) {
    case "compact": {
      const plan = planFor(request, raw);
      const dataset = await mapRows(raw, plan.compact, options, (read, row) =>
        plan.compact.map((_, index) => read(index, row)),
      );
      return { members: plan.members, dataset };
    }
    case "columnar": {
      const plan = planFor(request, raw);
      const columns: OutputCell[][] = plan.columnar.map(() => []);
      await mapRows(raw, plan.columnar, options, (read, row) => {
        columns.forEach((column, index) => {
          column.push(read(index, row));
        });
        return null;
      });
      return { members: plan.members, columns };
    }
    default:
      return transformRows(request, raw, options);
  }
}

function planFor(request: TransformRequest, raw: RawRows): ResultPlan {
  return planResult(
    request,
    raw.kind === "rows" ? Object.keys(raw.rows[0] ?? {}) : rowCount(raw) === 0 ? [] : raw.members,
  );
}

function rowCount(raw: RawRows): number {
  return raw.kind === "rows" ? raw.rows.length : (raw.columns[0]?.length ?? 0);
}

type ReadCell = (column: number, row: number) => OutputCell;

async function mapRows<T>(
  raw: RawRows,
  sources: readonly ColumnSource[],
  options: TurnOptions,
  map: (read: ReadCell, row: number) => T,
): Promise<T[]> {
  const onTurn = options.onTurn ?? nextTurn;
  const readers = sources.map((source) => cellReader(source, raw));
  const read: ReadCell = (column, row) => readers[column]?.(row) ?? null;
  const total = rowCount(raw);
  const out: T[] = [];
  for (let row = 0; row < total; row++) {
    if (row > 0 && row % ROWS_PER_TURN === 0) await onTurn();
    out.push(map(read, row));
  }
  return out;
}

function cellReader(source: ColumnSource, raw: RawRows): (row: number) => OutputCell {
  switch (source.kind) {
    case "constant":
      return () => source.value;
    case "missing":
      return () => null;
    case "column": {
      const { alias, isTime } = source;
      if (raw.kind === "rows") {
        const rows: readonly DriverRow[] = raw.rows;
        return (row) => toOutputCell(rows[row]?.[alias], isTime);
      }
      const column = raw.columns[raw.members.indexOf(alias)] ?? [];
      return (row) => toOutputCell(column[row], isTime);
    }
  }
}
