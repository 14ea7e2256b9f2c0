import type {
  ExperimentResult,
  SuggestionFilter,
  SuggestionNotice,
  SuggestionPerson,
  SuggestionView,
} from "@northstar/core";
import { useMemo } from "react";
import { toLoadable } from "../hooks/loadable.ts";
import type { Loadable } from "../hooks/types.ts";
import { useOnline } from "../hooks/useOnline.ts";
import { useNorthstarContext } from "../provider/context.ts";
import { observed, useQueryResult } from "../provider/useObserver.ts";
import { requestSuggestions, SUGGESTIONS_KEY } from "./requestSuggestions.ts";

export interface SuggestionPage {
  suggestions: readonly SuggestionView[];
  hasMore: boolean;
}

/** Suggestions that the reader sees, newest first. */
export function useSuggestions({ kpi, status, isMine }: SuggestionFilter): Loadable<SuggestionPage> {
  const asked = new URLSearchParams({
    ...(kpi !== undefined && { kpi }),
    ...(status !== undefined && { status }),
    ...(isMine && { mine: "true" }),
  });
  return useSuggestionQuery<SuggestionPage>(`?${asked}`, "suggestions");
}

interface Notices {
  notices: readonly SuggestionNotice[];
  unread: number;
}

/** What was said to the reader. */
export function useSuggestionNotices(): Loadable<Notices> {
  return useSuggestionQuery<Notices>("/notices", "notices");
}

/** Who may be mentioned beside a KPI; nobody until it is known. */
export function useMentionable(kpi: string): readonly SuggestionPerson[] {
  const state = useSuggestionQuery<{ people: readonly SuggestionPerson[] }>(
    `/people?${new URLSearchParams({ kpi })}`,
    "people",
    kpi !== "",
  );
  return state.status === "ready" ? state.value.people : NOBODY;
}

const NOBODY: readonly SuggestionPerson[] = [];

/** What an experiment found. */
export function useExperimentResult(id: string): Loadable<ExperimentResult> {
  return useSuggestionQuery<ExperimentResult>(`/${encodeURIComponent(id)}/result`, "status");
}

function useSuggestionQuery<T>(path: string, field: keyof T & string, enabled = true): Loadable<T> {
  const { client } = useNorthstarContext();
  const options = useMemo(
    () =>
      observed<T>(client, {
        queryKey: [...SUGGESTIONS_KEY, path],
        queryFn: ({ signal }) => requestSuggestions<T>(client, path, field, { signal }),
        enabled,
      }),
    [client, path, field, enabled],
  );
  return toLoadable(useQueryResult(client, options), useOnline());
}
