import { type Claims, type Query, queryKey } from "@northstar/core";
import { sourcesOf } from "../model/sources.ts";
import type { ViewIndex } from "../model/viewIndex.ts";
import { rewriteQuery } from "../policy/rewriteQuery.ts";
import { checkQuery } from "../query/checkQuery.ts";
import { parseQuery } from "../query/parseQuery.ts";
import { listMembers } from "../query/queryMembers.ts";
import { createByteLru } from "./byteLru.ts";
import type { RawQuery } from "./parseLoadRequest.ts";

/** A query that passed every check, in the form that Cube gets. */
export interface ReadyQuery {
  query: Query;
  key: string;
  /** Sources of its measures. */
  sources: readonly string[];
}

/** What a reader may see, and what anyone may. */
export interface ReaderViews {
  visible: ViewIndex;
  all: ViewIndex;
}

export type PrepareQuery = (raw: RawQuery, claims: Claims, views: ReaderViews) => ReadyQuery;

/** Longest query, in characters, that is remembered: what a view asks is far shorter. */
const MAX_TEXT = 8_000;

/**
 * Checks queries and adds the policy to them, remembering what passed: a view asks the same again and again. A refusal is worked out
 * anew, since it says where in the request the fault is. What is remembered is by the reading of the model that it was held against, which there is one of
 * for each policy (`createModelReader`).
 */
export function createPreparer(maxBytes: number): PrepareQuery {
  const ready = createByteLru<ReadyQuery>(maxBytes);
  const numbers = new WeakMap<ViewIndex, number>();
  let last = 0;
  const numberOf = (index: ViewIndex): number => {
    const number = numbers.get(index) ?? ++last;
    numbers.set(index, number);
    return number;
  };

  return (raw, claims, views) => {
    const text = JSON.stringify(raw.query) ?? "";
    const key = `${numberOf(views.visible)} ${numberOf(views.all)} ${text}`;
    const known = ready.get(key);
    if (known) return known;
    const one = prepare(raw, claims, views);
    // The parsed query and its key are about as long as the text each.
    if (text.length <= MAX_TEXT) ready.set(key, one, 6 * text.length);
    return one;
  };
}

function prepare({ query: raw, path }: RawQuery, claims: Claims, { visible, all }: ReaderViews): ReadyQuery {
  const parsed = parseQuery(raw, path);
  checkQuery(parsed, path, { visible, all });
  const members = listMembers(parsed).flatMap(({ name }) => visible.members.get(name) ?? []);
  const query = rewriteQuery(parsed, claims, all);
  return { query, key: queryKey(query), sources: sourcesOf(members, visible) };
}
