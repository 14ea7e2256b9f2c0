import type {
  Catalog,
  Cell,
  FreshnessOfAnswer,
  FreshnessReport,
  LoadLine,
  MemberAnnotation,
  Role,
  Row,
} from "@northstar/core";
import { TIME_ZONE } from "./clock.ts";

/** What the real server answered to the views' questions, as `pnpm stories:record` writes it. */
export interface Recording {
  /** The clock of all answers, ISO. */
  now: string;
  freshness: FreshnessReport;
  /** By reader, as `readerName` names them. */
  catalogs: Readonly<Record<string, Catalog>>;
  /** What is said of each member, once for all answers. */
  annotations: Readonly<Record<string, MemberAnnotation>>;
  /** Different answers, each once. */
  answers: readonly PackedAnswer[];
  /** By reader: the query's key → its place among `answers`. */
  asked: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** Rows as columns' names and cells: a third of their size as objects. */
export interface PackedAnswer {
  members: readonly string[];
  cells: readonly (readonly Cell[])[];
  annotated: readonly string[];
  freshness: FreshnessOfAnswer;
}

/** Who asked: a role, and the zone in which its server cuts periods. */
export function readerName(role: Role, timeZone: string): string {
  return timeZone === TIME_ZONE ? role : `${role} ${timeZone}`;
}

type Answer = Extract<LoadLine, { data: unknown }>;

/** Packs an answer; `unpackAnswer` gives it back, but for what only holds for one asking: when it was read and what was used. */
export function packAnswer({ data, annotation, freshness }: Answer): PackedAnswer {
  const members = [...new Set(data.flatMap((row) => Object.keys(row)))];
  const cells = data.map((row) => members.map((member) => row[member] ?? null));
  return { members, cells, annotated: Object.keys(annotation), freshness };
}

export function unpackAnswer(
  { members, cells, annotated, freshness }: PackedAnswer,
  annotations: Recording["annotations"],
): Omit<Answer, "id"> {
  const toRow = (row: readonly Cell[]): Row =>
    Object.fromEntries(members.map((member, index) => [member, row[index] ?? null]));
  const annotation = Object.fromEntries(annotated.map((member) => [member, annotations[member] ?? {}]));
  return { data: cells.map(toRow), annotation, lastRefreshTime: null, freshness };
}
