/** `@northstar/core/links`: signed links to what somebody looks at. */
export { changedDefinitions, linkVersions } from "./links/changedDefinitions.ts";
export { pinnedTime } from "./links/pinnedTime.ts";
export type * from "./links/types.ts";
export { type LinksKey, linksTexts } from "./messages/areas/links.ts";
