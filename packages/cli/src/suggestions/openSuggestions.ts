import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { type AppState, createSuggestionStore } from "@northstar/server/state";
import {
  createSuggestions,
  NO_PEOPLE,
  type NoticeWays,
  type PeopleFile,
  readPeople,
  type Suggestions,
} from "@northstar/server/suggestions";
import { describeFault } from "../describeFault.ts";
import type { Installation } from "../installation.ts";

export interface SuggestionsOptions {
  installation: Installation;
  /** Belongs to the caller, who closes it. */
  state: AppState;
  tenant: string;
  environment: NodeJS.ProcessEnv;
  /** Where people are told of mentions and answers who have `notify` in the file. */
  ways: NoticeWays;
  /** Told what isn't right with the file, a line each. */
  warn: (line: string) => void;
  /** Whether the warehouse holds a sample community, whose people are known. */
  isSample: boolean;
}

/**
 * Opens the suggestions in an app state. Who may be mentioned stands in `NORTHSTAR_PEOPLE_FILE` or `<data dir>/people.yml`; which roles answer
 * for an owner of KPIs stands there or, beside the model, in `people.yml`.
 * @throws ServerError `option_invalid` for a file that is wrong
 */
export async function openSuggestions(options: SuggestionsOptions): Promise<Suggestions> {
  const { state, tenant, ways, warn } = options;
  const people = await peopleOf(options);
  const channels = await ways.delivery.channels();
  for (const { id, notify = [] } of people.people) {
    for (const { channel, recipient } of notify) {
      const found = channels.find(({ name }) => name === channel);
      const isThere = found?.recipients.some((one) => one.id === recipient);
      if (!isThere || (found?.kind !== "email" && found?.kind !== "slack"))
        warn(
          `people: ${id} isn't told by ${channel}/${recipient}: no channel of e-mail or Slack has such a recipient.`,
        );
    }
  }
  return createSuggestions({
    store: createSuggestionStore(state, tenant),
    people,
    ways,
    onError: (error) => warn(`suggestions: ${describeFault(error)}`),
  });
}

async function peopleOf({ installation, environment, isSample }: SuggestionsOptions): Promise<PeopleFile> {
  const { dataDir, modelPath } = installation;
  const ofModel = await readIfThere(join(dirname(modelPath), "people.yml"));
  const named = environment.NORTHSTAR_PEOPLE_FILE;
  const own = named ? await readPeople(named) : await readIfThere(join(dataDir, "people.yml"));
  // Beside the model stand the people of the example portal: nobody of a real organisation.
  if (!own) return isSample ? (ofModel ?? NO_PEOPLE) : { people: [], owners: ofModel?.owners ?? {} };
  return { people: own.people, owners: { ...ofModel?.owners, ...own.owners } };
}

const readIfThere = async (path: string) => (existsSync(path) ? await readPeople(path) : null);
