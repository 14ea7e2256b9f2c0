import { firstText, isObject, type JsonObject, microsOf, objectOf, textOf } from "../sources/values.ts";
import { listIn, readJson, unexpected } from "./readJson.ts";

/** Most that the search interface gives in one answer. */
const LIMIT = 200;
const MODIFIED = "lastmodifieddate";
const ID = "hs_object_id";

/** Where a search by time of change has come to. */
export interface SearchPlace {
  /** Milliseconds: contacts changed then or later are asked for. */
  since: number;
  /** Of those changed at `since`, the ones that lie behind this id in the provider's order; null: all of them, and later ones too. */
  behind: string | null;
}

export interface SearchPage {
  contacts: JsonObject[];
  next: SearchPlace | null;
}

export interface SearchOptions {
  url: string;
  properties: readonly string[];
  /** Milliseconds; those changed at or after it aren't asked for. @default no end */
  before: number | null;
  fetch(request: Request): Promise<Response>;
}

/**
 * One page of contacts by the time of their last change (https://developers.hubspot.com/docs/api-reference/crm-contacts-v3/search).
 *
 * Pages are cut by value and not by `after`: the interface ends at 10,000 rows, sorts by one property only, and a contact that changes while
 * it is paged through moves to the end, which under an offset makes its successor slip through. So each page begins at the time that the one
 * before ended with, that time included. Where a whole page has one time, as after an import, the contacts of that time are asked for by
 * their id, each page from behind the last id of the one before, in whatever order the provider has ids.
 */
export async function searchPage(place: SearchPlace, options: SearchOptions): Promise<SearchPage> {
  return place.behind === null ? await byTime(place.since, options) : await byId(place.since, place.behind, options);
}

async function byTime(since: number, options: SearchOptions): Promise<SearchPage> {
  const filters = [{ propertyName: MODIFIED, operator: "GTE", value: String(since) }];
  const { contacts, more } = await search(filters, MODIFIED, options);
  const last = modifiedAt(contacts.at(-1));
  if (!more) return { contacts, next: null };
  // An empty page with a next one, or one that lies wholly at its beginning: time alone doesn't get on.
  if (last === null || last <= since) return { contacts, next: { since, behind: "" } };
  return { contacts, next: { since: last, behind: null } };
}

async function byId(since: number, behind: string, options: SearchOptions): Promise<SearchPage> {
  const filters = [
    { propertyName: MODIFIED, operator: "EQ", value: String(since) },
    ...(behind === "" ? [] : [{ propertyName: ID, operator: "GT", value: behind }]),
  ];
  const { contacts, more } = await search(filters, ID, options);
  const last = contacts.at(-1);
  const id = last && idOf(last);
  if (more && id === behind) throw unexpected("HubSpot", "begins again where it began before");
  if (more && id) return { contacts, next: { since, behind: id } };
  return { contacts, next: { since: since + 1, behind: null } };
}

async function search(
  filters: readonly object[],
  sortedBy: string,
  { url, properties, before, fetch }: SearchOptions,
): Promise<{ contacts: JsonObject[]; more: boolean }> {
  const end = before === null ? [] : [{ propertyName: MODIFIED, operator: "LT", value: String(before) }];
  const answer = await fetch(
    new Request(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        filterGroups: [{ filters: [...filters, ...end] }],
        sorts: [{ propertyName: sortedBy, direction: "ASCENDING" }],
        properties,
        limit: LIMIT,
      }),
    }),
  );
  const page = await readJson(answer, "HubSpot");
  const contacts = listIn(page, "results", "HubSpot").filter(isObject);
  // A short page, too, may have one behind it.
  return { contacts, more: textOf(objectOf(objectOf(page.paging).next).after) !== null };
}

function idOf(contact: JsonObject): string | null {
  return firstText(contact.id, objectOf(contact.properties)[ID]);
}

/** When a contact was last changed, milliseconds. */
export function modifiedAt(contact: JsonObject | undefined): number | null {
  if (contact === undefined) return null;
  const micros = microsOf(objectOf(contact.properties)[MODIFIED] ?? contact.updatedAt);
  return micros === null ? null : Number(micros / 1000n);
}
