import type { Claims } from "../claims.ts";
import type { ExperimentResult } from "./experimentResult.ts";
import type { SuggestionInput, SuggestionNotice, SuggestionPerson, SuggestionStatus, SuggestionView } from "./types.ts";

/** A change that was refused, and why, in words for whoever asked. */
export interface SuggestionRefusal {
  refused: "suggestion_invalid" | "suggestion_changed" | "suggestion_denied";
  message: string;
  fields?: readonly { path: string; message: string }[] | undefined;
  /** What is there now, where somebody else was first; absent where it was taken back. */
  present?: SuggestionView | undefined;
}

/** Which suggestions are asked for. */
export interface SuggestionFilter {
  kpi?: string | undefined;
  status?: SuggestionStatus | undefined;
  /** Only those that the reader wrote. */
  isMine?: boolean | undefined;
}

/**
 * Suggestions and comments of one tenant. Each question is answered as its claims see it: what is about a KPI that the roles don't see, or
 * about rows that the row filters don't let through, isn't there. `null` is what isn't there.
 */
export interface SuggestionsPort {
  readonly tenant: string;
  /** Newest first, at most two hundred. */
  list(claims: Claims, filter: SuggestionFilter): Promise<{ suggestions: SuggestionView[]; hasMore: boolean }>;
  get(claims: Claims, id: string): Promise<SuggestionView | null>;
  create(claims: Claims, input: SuggestionInput): Promise<SuggestionView | SuggestionRefusal>;
  reply(claims: Claims, id: string, text: string): Promise<SuggestionView | SuggestionRefusal | null>;
  /** @param basedOn the version that whoever changes it saw */
  setStatus(
    claims: Claims,
    id: string,
    status: SuggestionStatus,
    basedOn: number,
  ): Promise<SuggestionView | SuggestionRefusal | null>;
  edit(claims: Claims, id: string, text: string, basedOn: number): Promise<SuggestionView | SuggestionRefusal | null>;
  takeBack(claims: Claims, id: string, basedOn: number): Promise<{ done: true } | SuggestionRefusal | null>;
  /** What an experiment found, asked of the warehouse under the claims. `null` also for what is no experiment. */
  result(claims: Claims, id: string): Promise<ExperimentResult | null>;
  /** Who may be mentioned beside a KPI: people whose roles see it. `null` for a KPI that the reader doesn't see. */
  people(claims: Claims, kpi: string): Promise<SuggestionPerson[] | null>;
  /** Newest first, at most a hundred. */
  notices(claims: Claims): Promise<{ notices: SuggestionNotice[]; unread: number }>;
  /** @param ids of notices; without them all */
  readNotices(claims: Claims, ids?: readonly string[]): Promise<void>;
}
