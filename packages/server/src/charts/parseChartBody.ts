import {
  BOARD_COLUMNS,
  BOARD_LIMITS,
  type BoardItem,
  CHART_LIMITS,
  type ChartInput,
  parseSpec,
} from "@northstar/core/own-charts";
import { z } from "zod";
import { ServerError } from "../errors.ts";
import { describeIssues, formatPath } from "../token/grantSchema.ts";

const version = z.number().int().min(1);
const role = z.string().regex(/^[A-Za-z][\w-]{0,49}$/);
const id = z.uuid();
const change = z.strictObject({
  id: id.nullable(),
  chart: z.unknown(),
  sharedWith: z.array(role).max(CHART_LIMITS.roles),
  basedOn: version.nullable(),
});
const deletion = z.strictObject({ basedOn: version });
const cells = (least: number, most: number) => z.number().int().min(least).max(most);
const board = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  title: z.string().max(BOARD_LIMITS.title),
  items: z
    .array(
      z.strictObject({
        chart: id,
        x: cells(0, BOARD_COLUMNS - 1),
        y: cells(0, 1000),
        w: cells(1, BOARD_COLUMNS),
        h: cells(1, BOARD_LIMITS.maxHeight),
      }),
    )
    .max(BOARD_LIMITS.items)
    .refine((items) => new Set(items.map(({ chart }) => chart)).size === items.length, "a chart is on it twice"),
  basedOn: version.nullable(),
});

/** @throws ServerError `request_invalid`, and `chart_invalid` with what is wrong with the chart's form */
export function parseChartChange(body: unknown): { chart: ChartInput; basedOn: number | null } {
  const { id: given, chart, sharedWith, basedOn } = read(change, body);
  if (given === null && basedOn !== null) {
    throw new ServerError("request_invalid", "A change of a version (basedOn) names the chart's id.", {
      members: ["id"],
    });
  }
  const parsed = parseSpec(chart);
  if ("spec" in parsed) return { chart: { id: given, spec: parsed.spec, sharedWith }, basedOn };
  const [first] = parsed.faults;
  throw new ServerError("chart_invalid", `${first?.path || "chart"}: ${first?.message.en}`, {
    members: parsed.faults.slice(0, 5).map(({ path }) => path || "chart"),
    fields: parsed.faults.slice(0, 20).map(({ path, message }) => ({ path, message: message.en })),
  });
}

/** @throws ServerError `request_invalid`, as below */
export function parseDeletion(body: unknown): { basedOn: number } {
  return read(deletion, body);
}

export function parseBoard(body: unknown): {
  board: { id: string; title: string; items: readonly BoardItem[] };
  basedOn: number | null;
} {
  const { basedOn, ...rest } = read(board, body);
  return { board: rest, basedOn };
}

function read<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ServerError("request_invalid", describeIssues(parsed.error), {
    members: parsed.error.issues.slice(0, 5).map(({ path }) => formatPath(path) || "body"),
  });
}
