import type {
  Experiment,
  NoticeReason,
  SuggestionAnchor,
  SuggestionKind,
  SuggestionRows,
  SuggestionStatus,
} from "@northstar/core";
import type { StateTransaction } from "../state/AppState.ts";

/** A suggestion as it is kept. Times are milliseconds since the epoch, people the `sub` of their token. */
export interface StoredSuggestion {
  id: string;
  kpi: string;
  kind: SuggestionKind;
  anchor: SuggestionAnchor;
  rows: SuggestionRows;
  text: string;
  mentions: readonly string[];
  experiment: Experiment | null;
  author: string;
  at: number;
  editedAt: number | null;
  status: SuggestionStatus;
  decidedBy: string | null;
  decidedAt: number | null;
  version: number;
  /** Oldest first. */
  replies: readonly StoredReply[];
}

export interface StoredReply {
  id: string;
  author: string;
  at: number;
  text: string;
  mentions: readonly string[];
}

export interface StoredNotice {
  id: string;
  recipient: string;
  suggestionId: string;
  reason: NoticeReason;
  by: string;
  at: number;
  excerpt: string;
  readAt: number | null;
  /** When it was handed to the channels of its recipient, or there were none; null before. */
  sentAt: number | null;
}

export type NewNotice = Omit<StoredNotice, "id" | "readAt" | "sentAt">;

/** What a page of suggestions is cut by. */
export interface SuggestionPage {
  /** Names of the KPIs, those they had before too. */
  kpis: readonly string[];
  status?: SuggestionStatus | undefined;
  author?: string | undefined;
  /** The last one of the page before. */
  after?: Pick<StoredSuggestion, "at" | "id"> | undefined;
  limit: number;
}

export type SuggestionChange =
  | { text: string; mentions: readonly string[]; editedAt: number }
  | { status: SuggestionStatus; decidedBy: string; decidedAt: number };

/** A notice and what it is about, without its replies. */
export interface NoticeOf {
  notice: StoredNotice;
  suggestion: StoredSuggestion;
}

/** Keeps the suggestions of one tenant. What was taken back stays in the database and is answered no more. */
export interface SuggestionStore {
  readonly tenant: string;
  /** Newest first. */
  page(page: SuggestionPage): Promise<StoredSuggestion[]>;
  get(id: string): Promise<StoredSuggestion | null>;
  add(suggestion: Omit<StoredSuggestion, "replies">, notices: readonly NewNotice[]): Promise<void>;
  /** @returns false when the suggestion isn't there */
  addReply(suggestionId: string, reply: StoredReply, notices: readonly NewNotice[]): Promise<boolean>;
  /** @returns false when the version is another meanwhile */
  change(
    id: string,
    basedOn: number,
    change: SuggestionChange,
    by: { sub: string; at: number },
    notices: readonly NewNotice[],
  ): Promise<boolean>;
  /** @returns as `change` */
  takeBack(id: string, basedOn: number, by: { sub: string; at: number }): Promise<boolean>;
  /** Newest first, of suggestions that are there. */
  notices(recipient: string, limit: number): Promise<NoticeOf[]>;
  /** Those that no channel has been handed yet, oldest first. */
  unsentNotices(limit: number): Promise<NoticeOf[]>;
  markSent(transaction: StateTransaction, ids: readonly string[], at: number): Promise<void>;
  markRead(recipient: string, ids: readonly string[] | null, at: number): Promise<void>;
}
