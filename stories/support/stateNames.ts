/** The states that every tile has a story of, with these names. `states.test.ts` holds all that is exported to it. */
export const TILE_STATES = [
  "Loading",
  "Updating",
  "LateSource",
  "Offline",
  "Empty",
  "NoPermission",
  "Failed",
  "FailedToUpdate",
  "LongNames",
  "Dark",
  "Narrow",
  "InEnglish",
] as const;

export type TileState = (typeof TILE_STATES)[number];

/** Those of a view: what it keeps while newer numbers come, or don't, is its tiles'. */
export const VIEW_STATES = [
  "Loading",
  "LateSource",
  "Offline",
  "Empty",
  "NoPermission",
  "Failed",
  "LongNames",
  "Dark",
  "Narrow",
  "InEnglish",
] as const;

export type ViewState = (typeof VIEW_STATES)[number];
