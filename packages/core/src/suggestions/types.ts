import type { DateRange } from "../query.ts";

/** What somebody may write about a number. An experiment is a suggestion that is measured. */
export const SUGGESTION_KINDS = ["suggestion", "comment", "experiment"] as const;
export type SuggestionKind = (typeof SUGGESTION_KINDS)[number];

export const SUGGESTION_STATUSES = ["open", "accepted", "declined", "done"] as const;
export type SuggestionStatus = (typeof SUGGESTION_STATUSES)[number];

/** Characters that a text may have, as `textLength` counts them. */
export const MAX_SUGGESTION_TEXT = 4000;

/** What it is about: a KPI, a tile with its filters, or a KPI at a point in time. */
export type SuggestionAnchor =
  | { kind: "kpi"; kpi: string }
  | {
      kind: "tile";
      kpi: string;
      /** Dimension (without the view) → chosen values. */
      values: Readonly<Record<string, readonly string[]>>;
      /** ISO dates, both included. */
      period?: DateRange | undefined;
    }
  | {
      kind: "moment";
      kpi: string;
      /** ISO date. */
      date: string;
    };

/** What an experiment compares. Its hypothesis is the suggestion's text, its KPI the anchor's. */
export interface Experiment {
  /** ISO dates, both included, in the zone in which periods are cut. */
  start: string;
  end: string;
  /** Dimension (without the view) whose values are the variants. */
  dimension: string;
  /** Two to four values; the others are compared with the first. */
  variants: readonly string[];
}

/** Somebody who writes, or may be mentioned. */
export interface SuggestionPerson {
  /** The `sub` of their token. */
  id: string;
  name: string;
}

export interface SuggestionReply {
  id: string;
  /** ISO. */
  at: string;
  author: SuggestionPerson;
  text: string;
  mentions: readonly SuggestionPerson[];
}

/** What a reader may do with a suggestion. */
export interface SuggestionDeeds {
  edit: boolean;
  takeBack: boolean;
  /** Statuses that they may give it now. */
  statuses: readonly SuggestionStatus[];
}

/** A suggestion as a reader sees it. */
export interface SuggestionView {
  id: string;
  kind: SuggestionKind;
  anchor: SuggestionAnchor;
  text: string;
  mentions: readonly SuggestionPerson[];
  experiment?: Experiment | undefined;
  author: SuggestionPerson;
  /** ISO. */
  at: string;
  /** Null while the text is as it was first written. */
  editedAt: string | null;
  status: SuggestionStatus;
  /** Who gave it the status, and when; null while it is as it was written. */
  decided: { by: SuggestionPerson; at: string } | null;
  /** Raised by each change of text or status; a change names the one that it saw. */
  version: number;
  /** Oldest first. */
  replies: readonly SuggestionReply[];
  may: SuggestionDeeds;
}

/** What is written anew. */
export interface SuggestionInput {
  kind: SuggestionKind;
  anchor: SuggestionAnchor;
  text: string;
  experiment?: Experiment | undefined;
}

/** Why somebody is told of a suggestion. */
export type NoticeReason = "mention" | "reply" | "status";

/** Something that was said to, or answered, a reader. */
export interface SuggestionNotice {
  id: string;
  suggestionId: string;
  kpi: string;
  reason: NoticeReason;
  by: SuggestionPerson;
  /** ISO. */
  at: string;
  isRead: boolean;
  /** Beginning of what was said. */
  excerpt: string;
}
