import type { SuggestionsPort } from "@northstar/core";
import { faultName, ServerError } from "../errors.ts";
import { createSuggestionsPort } from "./createPort.ts";
import { announcing, createTeller, type NoticeWays } from "./createTeller.ts";
import type { PeopleFile } from "./people.ts";
import type { Asked } from "./readResult.ts";
import type { SuggestionStore } from "./types.ts";

export interface SuggestionsOptions {
  store: SuggestionStore;
  /** Who may be mentioned, and who answers for which owner. */
  people: PeopleFile;
  /** Where people of the list with `notify` are told of mentions and answers. @default on their screen alone */
  ways?: NoticeWays | undefined;
  /** Milliseconds since the epoch. @default Date.now */
  now?: (() => number) | undefined;
  /** How often is looked for notices that haven't gone out. 0: only after one was written. @default 60 */
  tickSeconds?: number | undefined;
  /** @default writes their names to standard error */
  onError?: ((error: unknown) => void) | undefined;
}

export interface Suggestions {
  /** For the option `suggestions` of `createNorthstar`. */
  port: SuggestionsPort;
  /** Names the server whose catalogue and numbers they are about; before, every question answers `not_ready`. */
  start(northstar: Asked): void;
  /** Ends the telling after what is under way. */
  close(): Promise<void>;
}

/** Suggestions, comments and experiments on the KPIs of a server. */
export function createSuggestions(options: SuggestionsOptions): Suggestions {
  const { store, people, ways, now = Date.now, tickSeconds = 60 } = options;
  const onError = options.onError ?? ((error) => console.error(`suggestions: ${faultName(error)}`));
  let running: Asked | null = null;
  const server = (): Asked => {
    if (running) return running;
    throw new ServerError("not_ready", "Suggestions aren't ready yet. Ask again in a moment.");
  };
  const teller = ways && createTeller({ ...ways, store, people, server, now, onError, tickSeconds });
  const kept = teller ? announcing(store, () => void teller.look()) : store;
  return {
    port: createSuggestionsPort({ store: kept, people, now, server }),
    start(northstar) {
      running = northstar;
      void teller?.look();
    },
    close: async () => await teller?.close(),
  };
}
