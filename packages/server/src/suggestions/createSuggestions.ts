import type { SuggestionsPort } from "@northstar/core";
import { ServerError } from "../errors.ts";
import { createSuggestionsPort } from "./createPort.ts";
import type { PeopleFile } from "./people.ts";
import type { Asked } from "./readResult.ts";
import type { SuggestionStore } from "./types.ts";

export interface SuggestionsOptions {
  store: SuggestionStore;
  /** Who may be mentioned, and who answers for which owner. */
  people: PeopleFile;
  /** Milliseconds since the epoch. @default Date.now */
  now?: (() => number) | undefined;
}

export interface Suggestions {
  /** For the option `suggestions` of `createNorthstar`. */
  port: SuggestionsPort;
  /** Names the server whose catalogue and numbers they are about; before, every question answers `not_ready`. */
  start(northstar: Asked): void;
}

/** Suggestions, comments and experiments on the KPIs of a server. */
export function createSuggestions({ store, people, now = Date.now }: SuggestionsOptions): Suggestions {
  let server: Asked | null = null;
  return {
    port: createSuggestionsPort({
      store,
      people,
      now,
      server() {
        if (server) return server;
        throw new ServerError("not_ready", "Suggestions aren't ready yet. Ask again in a moment.");
      },
    }),
    start(northstar) {
      server = northstar;
    },
  };
}
