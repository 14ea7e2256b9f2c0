import type { AlertChannel } from "../../alerts/port.ts";
import type { AlertDeliveryStatus } from "../../alerts/types.ts";
import type { Claims } from "../../claims.ts";
import type { Locale } from "../../kpi.ts";
import type { ReportRefusal } from "../port.ts";
import type { PackKind } from "../types.ts";

/** When the review of a period that is over goes out: a wall clock's time of the first such day after it. */
export type PackScheduleWhen = (
  | {
      /** The first Monday (1) … Sunday (7) after the period. */
      on: "weekday";
      weekday: number;
    }
  | {
      /** The first to fifth day after the period from Monday to Friday; holidays count as such, too. */
      on: "working_day";
      nth: number;
    }
) & {
  /** `HH:MM` */
  time: string;
  /** IANA */
  timeZone: string;
};

/** What somebody sets up. */
export interface PackScheduleInput {
  title: string;
  kind: PackKind;
  /** Dimension → chosen values, as the filters of a view. */
  values: Readonly<Record<string, readonly string[]>>;
  when: PackScheduleWhen;
  /** Hours after its time that a review waits at most for sources that aren't loaded up to the period's end. */
  waitHours: number;
  recipients: readonly PackRecipient[];
  /** Of the messages; null for each recipient's own. */
  language: Locale | null;
  enabled: boolean;
}

/** Somebody, or a place, of the channels that alerts go by. */
export interface PackRecipient {
  channel: string;
  id: string;
}

/** What became of the review of one period. */
export interface PackScheduleRun {
  /** Name of the period. */
  period: string;
  /** `failed` is tried again while `isOver` is false. */
  status: "working" | "done" | "failed";
  isOver: boolean;
  /** ISO. */
  at: string;
  /** The review; null until it is made. */
  pack: string | null;
  /** Plain words; null where nothing went wrong. */
  problem: string | null;
  /** `withheld`: the recipient may see nothing of it, or is no recipient any more. */
  deliveries: readonly (PackRecipient & { status: AlertDeliveryStatus })[];
}

export interface PackSchedule extends PackScheduleInput {
  id: string;
  /** Raised with each change. */
  version: number;
  /** Under whose roles the review is made: those of whoever changed it last. */
  roles: readonly string[];
  updatedBy: string;
  /** ISO. */
  updatedAt: string;
  /** When the next goes out, ISO, and of which period; null while it is paused. */
  next: { period: string; at: string } | null;
  /** The latest first. */
  runs: readonly PackScheduleRun[];
}

/** Somebody who can be told, without their address. */
export interface PackDirectoryEntry extends PackRecipient {
  kind: Extract<AlertChannel["kind"], "slack" | "email">;
  title: string;
  roles: readonly string[];
}

export interface PackSchedules {
  schedules: readonly PackSchedule[];
  /** Who can be told. */
  directory: readonly PackDirectoryEntry[];
}

/** Schedules of one tenant, for whoever may make reviews. One whose rows are more than the reader's is answered as if it weren't there. */
export interface PackSchedulesPort {
  readonly tenant: string;
  list(claims: Claims): Promise<PackSchedules>;
  /** @param id null for a new one, as `basedOn` is then; @returns null where there is none for this reader */
  save(
    claims: Claims,
    id: string | null,
    schedule: PackScheduleInput,
    basedOn: number | null,
  ): Promise<PackSchedule | ReportRefusal | null>;
  remove(claims: Claims, id: string, basedOn: number): Promise<{ removed: true } | ReportRefusal | null>;
  /** Sends the last closed period's now, if it hasn't gone out. */
  run(claims: Claims, id: string): Promise<PackSchedule | ReportRefusal | null>;
}
