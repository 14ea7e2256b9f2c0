import type { BaseKey } from "@northstar/core";
import type { NorthstarError } from "../errors.ts";
import type { Loadable } from "../hooks/types.ts";
import type { Interface } from "./interface.ts";

const WORDS: Readonly<Record<string, BaseKey>> = {
  network: "error.network",
  no_answer: "error.network",
  offline: "error.offline",
  http: "error.http",
  bad_answer: "error.bad_answer",
  unknown_kpi: "error.unknown_kpi",
  unknown_funnel: "error.unknown_kpi",
  unknown_breakdown: "error.unknown_breakdown",
  unknown_dimension: "error.unknown_breakdown",
  query_timeout: "error.query_timeout",
  query_failed: "error.server",
  internal_error: "error.server",
  not_ready: "error.server",
  closing: "error.server",
  warehouse_unavailable: "error.server",
  tile_failed: "error.tile_failed",
};

/**
 * What an error means to a reader, in their language; the server's own words where this version knows none for its code.
 * The message itself is for developers: `onError` gets it.
 */
export function errorWords(error: NorthstarError, t: Interface["t"]): string {
  const key = isOfSession(error) ? "error.session" : WORDS[error.code];
  return key === undefined ? error.message : t(key);
}

function isOfSession({ code }: NorthstarError): boolean {
  return code.startsWith("token_");
}

/** What stands under numbers that couldn't be renewed: why, and whether they are earlier ones or those of an earlier choice. */
export function staleWords(state: Extract<Loadable<unknown>, { status: "error" }>, t: Interface["t"]): string {
  const isSession = isOfSession(state.error);
  if (state.isEarlierChoice) return t(isSession ? "state.stale_session_choice" : "state.stale_choice");
  return t(isSession ? "state.stale_session" : "state.stale");
}
