import type { BoardItem, ChartBoardView } from "@northstar/core/own-charts";
import { useCallback, useEffect, useRef, useState } from "react";
import { NorthstarError } from "../../errors.ts";
import { mapLoadable } from "../../hooks/loadable.ts";
import type { Loadable } from "../../hooks/types.ts";
import type { NorthstarClient } from "../../provider/client.ts";
import { useNorthstarContext } from "../../provider/context.ts";
import { BOARDS_KEY, requestCharts } from "../requestCharts.ts";
import { useBoards } from "../useCharts.ts";

/** Changes that follow one another within this time are kept together. */
const SETTLE_MS = 300;

/** What this window has changed, and the version that it changed. */
interface Draft {
  items: readonly BoardItem[];
  basedOn: number | null;
}

export interface Board {
  /** What is on it, with what isn't kept yet. */
  state: Loadable<readonly BoardItem[]>;
  /** `changed`: another window was first. `failed`: it couldn't be kept; what was done stays on screen. */
  status: "kept" | "keeping" | "changed" | "failed";
  put(items: readonly BoardItem[]): void;
  /** Tries again, or keeps this window's over the other's. */
  keepMine(): void;
  takeTheirs(): void;
}

/** One of the reader's boards; what is changed is kept a moment later. */
export function useBoard(id: string): Board {
  const { client } = useNorthstarContext();
  const loaded = useBoards();
  const [draft, setDraft] = useState<Draft | null>(null);
  const [isSending, setSending] = useState(false);
  const [trouble, setTrouble] = useState<"changed" | "failed" | null>(null);
  const value = loaded.status === "ready" ? loaded.value : loaded.status === "error" ? loaded.stale : null;
  const version = value?.boards.find((board) => board.id === id)?.version ?? null;

  const send = useCallback(
    async (sent: Draft) => {
      setSending(true);
      setTrouble(null);
      try {
        const kept = await keep(client, id, sent);
        setDraft((now) => (now === null || now === sent ? null : { ...now, basedOn: kept.version }));
      } catch (error) {
        const isChanged = error instanceof NorthstarError && error.code === "board_changed";
        if (isChanged) await client.queries.invalidateQueries({ queryKey: BOARDS_KEY });
        setTrouble(isChanged ? "changed" : "failed");
      } finally {
        setSending(false);
      }
    },
    [client, id],
  );

  useEffect(() => {
    if (draft === null || isSending || trouble !== null) return;
    const timer = setTimeout(() => void send(draft), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [draft, isSending, trouble, send]);

  // Whoever leaves at once has done it all the same.
  const waiting = useRef<Draft | null>(null);
  useEffect(() => {
    waiting.current = isSending || trouble !== null ? null : draft;
  });
  useEffect(
    () => () => {
      const left = waiting.current;
      if (left) void keep(client, id, left).catch(() => {});
    },
    [client, id],
  );

  return {
    state: mapLoadable(loaded, ({ boards }) => draft?.items ?? boards.find((board) => board.id === id)?.items ?? []),
    status: trouble ?? (draft === null ? "kept" : "keeping"),
    put: (items) => setDraft((before) => ({ items, basedOn: before ? before.basedOn : version })),
    keepMine: () => {
      if (!draft) return;
      const mine = { ...draft, basedOn: version };
      setDraft(mine);
      void send(mine);
    },
    takeTheirs: () => {
      setDraft(null);
      setTrouble(null);
    },
  };
}

/** Sends a board, and puts what is kept of it where all that show it look. */
async function keep(client: NorthstarClient, id: string, { items, basedOn }: Draft): Promise<ChartBoardView> {
  const body = { id, title: "", items, basedOn };
  const kept = await requestCharts<ChartBoardView>(client, "/boards", "items", { body });
  client.queries.setQueryData<{ boards: readonly ChartBoardView[] }>([...BOARDS_KEY, "/boards"], (before) => ({
    boards: [...(before?.boards ?? []).filter((board) => board.id !== id), kept],
  }));
  return kept;
}
