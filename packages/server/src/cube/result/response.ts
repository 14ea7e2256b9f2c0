import { pivotQuery } from "./pivotQuery.ts";
import { type TransformedData, type TurnOptions, transformData } from "./transform.ts";
import { nextTurn, ROWS_PER_TURN } from "./turn.ts";
import type { NormalizedQuery, QueryType, RawRows, TransformRequest } from "./types.ts";

/** An answer without its data, as the gateway prepares it. */
export interface ResultEnvelope {
  query: NormalizedQuery;
  [field: string]: unknown;
}

export interface MultiEnvelope {
  queryType: QueryType;
  results: readonly ResultEnvelope[];
  slowQuery?: boolean;
}

const utf8 = new TextEncoder();

const QUERY_FIELDS = [
  "measures",
  "dimensions",
  "timeDimensions",
  "segments",
  "limit",
  "offset",
  "total",
  "totalQuery",
  "timezone",
  "renewQuery",
  "ungrouped",
  "responseFormat",
  "filters",
  "rowLimit",
  "order",
  "queryType",
];

/** JSON of a single answer, as `/load` sends it. Neither transforming nor writing blocks the event loop for long. */
export async function encodeResult(
  request: TransformRequest,
  raw: RawRows,
  envelope: ResultEnvelope,
  options: TurnOptions = {},
): Promise<ArrayBuffer> {
  return join(await resultParts(request, raw, envelope, options));
}

/** JSON of a multi answer (comparisons, blended queries). `requests`, `raws` and `envelope.results` go together by position. */
export async function encodeMultiResult(
  requests: readonly TransformRequest[],
  raws: readonly RawRows[],
  envelope: MultiEnvelope,
  options: TurnOptions = {},
): Promise<ArrayBuffer> {
  const parts: Uint8Array<ArrayBuffer>[] = [
    utf8.encode(`{"queryType":${JSON.stringify(envelope.queryType)},"results":[`),
  ];
  for (const [index, result] of envelope.results.entries()) {
    const request = requests[index];
    const raw = raws[index];
    if (request === undefined || raw === undefined) continue;
    if (index > 0) parts.push(utf8.encode(","));
    parts.push(...(await resultParts(request, raw, result, options)));
  }
  const pivot = wireQuery(
    pivotQuery(
      envelope.queryType,
      envelope.results.map(({ query }) => query),
    ),
  );
  parts.push(utf8.encode(`],"pivotQuery":${JSON.stringify(pivot)},"slowQuery":${Boolean(envelope.slowQuery)}}`));
  return join(parts);
}

async function resultParts(
  request: TransformRequest,
  raw: RawRows,
  envelope: ResultEnvelope,
  options: TurnOptions,
): Promise<Uint8Array<ArrayBuffer>[]> {
  const data = await transformData(request, raw, options);
  const head = JSON.stringify({ ...withoutNulls(envelope), query: wireQuery(envelope.query) });
  return [utf8.encode(`${head.slice(0, -1)},"data":`), ...(await dataParts(data, options)), utf8.encode("}")];
}

async function dataParts(data: TransformedData, options: TurnOptions): Promise<Uint8Array<ArrayBuffer>[]> {
  if (Array.isArray(data)) return arrayParts(data, options);
  const parts = [utf8.encode(`{"members":${JSON.stringify(data.members)},`)];
  if ("dataset" in data) {
    parts.push(utf8.encode('"dataset":'), ...(await arrayParts(data.dataset, options)));
  } else {
    parts.push(utf8.encode('"columns":['));
    for (const [index, column] of data.columns.entries()) {
      if (index > 0) parts.push(utf8.encode(","));
      parts.push(...(await arrayParts(column, options)));
    }
    parts.push(utf8.encode("]"));
  }
  parts.push(utf8.encode("}"));
  return parts;
}

async function arrayParts(values: readonly unknown[], options: TurnOptions): Promise<Uint8Array<ArrayBuffer>[]> {
  const onTurn = options.onTurn ?? nextTurn;
  const parts: Uint8Array<ArrayBuffer>[] = [utf8.encode("[")];
  for (let start = 0; start < values.length; start += ROWS_PER_TURN) {
    if (start > 0) await onTurn();
    const text = JSON.stringify(values.slice(start, start + ROWS_PER_TURN));
    parts.push(utf8.encode(`${start > 0 ? "," : ""}${text.slice(1, -1)}`));
  }
  parts.push(utf8.encode("]"));
  return parts;
}

/** The query as Cube shows it: only fields of the query format, so that nothing internal goes out. */
function wireQuery(query: NormalizedQuery): Record<string, unknown> {
  return Object.fromEntries(
    QUERY_FIELDS.filter((field) => query[field] !== undefined && query[field] !== null).map((field) => [
      field,
      field === "timeDimensions" ? query.timeDimensions?.map((dimension) => withoutNulls(dimension)) : query[field],
    ]),
  );
}

function withoutNulls(value: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined && field !== null));
}

function join(parts: readonly Uint8Array[]): ArrayBuffer {
  const length = parts.reduce((sum, part) => sum + part.byteLength, 0);
  const out = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    out.set(part, offset);
    offset += part.byteLength;
  }
  return out.buffer;
}
