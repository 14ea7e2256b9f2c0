/** `@northstar/server/suggestions`: what people say about KPIs, for a host that has an app state (`@northstar/server/state`). */
export { createSuggestions, type Suggestions, type SuggestionsOptions } from "./suggestions/createSuggestions.ts";
export type { NoticeWays } from "./suggestions/createTeller.ts";
export { type ListedPerson, NO_PEOPLE, type PeopleFile, readPeople } from "./suggestions/people.ts";
export type { SuggestionStore } from "./suggestions/types.ts";
