import { styleText } from "node:util";
import type { Integration, IntegrationStatus } from "@northstar/core";
import { type Align, renderTable } from "../renderTable.ts";

interface StatusOptions {
  /** With what isn't configured, in the table. */
  all: boolean;
  /** Where it is printed: without a terminal there are all columns, and no colour. */
  out: { isTTY?: boolean; columns?: number };
}

interface Column {
  title: string;
  /** Whether a terminal too narrow for all has it. */
  isNarrow: boolean;
  align: Align;
  cell(integration: Integration): string;
}

const count = (value: number) => value.toLocaleString("en");
const column = (title: string, cell: Column["cell"], isNarrow = true, align: Align = "right"): Column => ({
  title,
  cell,
  isNarrow,
  align,
});

const COLUMNS: readonly Column[] = [
  column("integration", ({ name }) => name, true, "left"),
  column("status", ({ status }) => WORDS[status], true, "left"),
  column("age", ({ lagSeconds }) => duration(lagSeconds)),
  column("objective", ({ sloSeconds }) => duration(sloSeconds), false),
  column("waiting", ({ waiting }) => count(waiting)),
  column("in 24 h", ({ lastDay }) => count(lastDay.in)),
  column("written", ({ lastDay }) => count(lastDay.upserted)),
  column("known", ({ lastDay }) => count(lastDay.duplicate), false),
  column("bad", ({ lastDay }) => count(lastDay.bad), false),
  column("set aside", ({ deadLetterCount }) => count(deadLetterCount)),
  column("unmapped", ({ driftCount }) => count(driftCount), false),
];

/** As the integrations page says it. */
const WORDS: Readonly<Record<IntegrationStatus, string>> = {
  failing: "failing",
  late: "late",
  paused: "paused",
  waiting: "no data",
  ok: "ok",
  unconfigured: "not set up",
};

/** What needs somebody first. */
const ORDER: readonly IntegrationStatus[] = ["failing", "late", "paused", "waiting", "ok", "unconfigured"];

const COLOURS: Partial<Record<IntegrationStatus, "red" | "yellow">> = {
  failing: "red",
  late: "yellow",
  paused: "yellow",
};

/** The integrations for people: one sentence, a table with the reason below each row that has one, and what isn't set up in a line. */
export function describeStatus(integrations: readonly Integration[], { all, out }: StatusOptions): string[] {
  const width = out.isTTY ? (out.columns ?? 80) : Number.POSITIVE_INFINITY;
  const shown = integrations
    .filter(({ status }) => all || status !== "unconfigured")
    .sort((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status));
  const folded = all ? [] : integrations.filter(({ status }) => status === "unconfigured");
  const whole = tableOf(shown, COLUMNS);
  const isNarrow = whole.some((line) => line.length > width);
  const [head = "", ...rows] = isNarrow
    ? tableOf(
        shown,
        COLUMNS.filter((each) => each.isNarrow),
      )
    : whole;
  const lines = shown.flatMap((one, index) => {
    const colour = out.isTTY ? COLOURS[one.status] : undefined;
    const row = rows[index] ?? "";
    const reason = reasonOf(one, isNarrow);
    return [colour ? styleText(colour, row) : row, ...(reason === null ? [] : wrap(reason, width, "    "))];
  });
  return [
    summary(integrations),
    ...(shown.length > 0 ? ["", head, ...lines] : []),
    ...(folded.length > 0 ? ["", ...wrap(foldedLine(folded), width, ""), HINT] : []),
  ];
}

function tableOf(integrations: readonly Integration[], columns: readonly Column[]): string[] {
  return renderTable(
    [columns.map(({ title }) => title), ...integrations.map((one) => columns.map(({ cell }) => cell(one)))],
    columns.map(({ align }) => align),
  );
}

function summary(integrations: readonly Integration[]): string {
  const parts = ORDER.flatMap((status) => {
    const number = integrations.filter((one) => one.status === status).length;
    return number === 0 ? [] : [`${number} ${WORDS[status]}`];
  });
  return parts.length === 0 ? "There are no integrations." : parts.join(", ");
}

/** Why one isn't well, where the row doesn't say so; times as the table has them. */
function reasonOf({ reason, problem, waiting, lagSeconds, sloSeconds }: Integration, isNarrow: boolean): string | null {
  switch (reason?.code) {
    case "nothing_yet":
      return null;
    case "late":
      return isNarrow
        ? `Nothing was loaded for ${duration(lagSeconds)}; the objective is ${duration(sloSeconds)}.`
        : null;
    case "stuck":
      return `${count(waiting)} deliveries wait, the oldest for ${duration(reason.seconds)}. Check that the worker runs and that the warehouse has space.`;
    default:
      return problem;
  }
}

function foldedLine(folded: readonly Integration[]): string {
  const names = folded.map(({ name }) => name).join(", ");
  return `${folded.length} not set up: ${names}.`;
}

const HINT = "`northstar ingest status --all` says what each lacks.";

/** `90 s`, `12 min`, `3.5 h`, `2 d`; `–` before there is any. */
function duration(seconds: number | null): string {
  if (seconds === null) return "–";
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${(seconds / 3600).toFixed(1)} h`;
  return `${Math.round(seconds / 86_400)} d`;
}

/** Lines no longer than `width`, each behind `indent`; a word that is longer keeps a line of its own. */
function wrap(text: string, width: number, indent: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(indent + word);
  }
  return lines;
}
