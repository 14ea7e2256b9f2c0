import type { FakeReply, FakeRequest } from "./fakeServer.ts";

export interface FakeContact {
  id: string;
  /** Milliseconds. */
  modified: number;
  properties?: Record<string, string>;
  archivedAt?: string;
}

export interface FakeHubspotOptions {
  token?: string;
  /** Rows that a search goes to at most; HubSpot's is 10,000. */
  searchCap?: number;
  /** Most rows of a page, whatever is asked for. */
  pageSize?: number;
}

/**
 * HubSpot's contacts as its documentation describes them: property values are texts, ids sort as texts, a search sorts by one property, its
 * `after` is an offset and fails beyond the cap; the token goes in `Authorization`.
 */
export function fakeHubspot(contacts: readonly FakeContact[], options: FakeHubspotOptions = {}) {
  const { token = "pat-1", searchCap = 10_000, pageSize = 200 } = options;

  function answer({ method, url, headers, body }: FakeRequest): FakeReply {
    if (headers.authorization !== `Bearer ${token}`)
      return { status: 401, body: { category: "EXPIRED_AUTHENTICATION" } };
    if (method === "GET" && url.pathname === "/crm/v3/objects/contacts") return list(url);
    if (method === "POST" && url.pathname === "/crm/v3/objects/contacts/search") return search(JSON.parse(body));
    return { status: 404 };
  }

  function list(url: URL): FakeReply {
    const wanted = url.searchParams.get("archived") === "true";
    const after = url.searchParams.get("after") ?? "";
    const limit = Math.min(Number(url.searchParams.get("limit") ?? 10), pageSize);
    const found = contacts
      .filter((contact) => (contact.archivedAt !== undefined) === wanted && contact.id > after)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      headers: { date: new Date(THEIR_NOW).toUTCString() },
      body: {
        results: page.map(record),
        ...(found.length > limit && last && { paging: { next: { after: last.id, link: "https://…" } } }),
      },
    };
  }

  function search(query: {
    filterGroups: { filters: { propertyName: string; operator: string; value: string }[] }[];
    sorts: { propertyName: string }[];
    limit: number;
    after?: string;
  }): FakeReply {
    if (query.sorts.length > 1 || query.limit > 200) return { status: 400 };
    const offset = Number(query.after ?? 0);
    if (offset + query.limit > searchCap) return { status: 400, body: { message: "paging beyond 10000" } };
    const filters = query.filterGroups.flatMap((group) => group.filters);
    const sort = query.sorts[0]?.propertyName;
    const fieldOf = (contact: FakeContact, name: string) => (name === "hs_object_id" ? contact.id : contact.modified);
    const found = contacts
      .filter((contact) => contact.archivedAt === undefined)
      .filter((contact) =>
        filters.every(({ propertyName, operator, value }) => {
          const is = fieldOf(contact, propertyName);
          const given = typeof is === "string" ? value : Number(value);
          if (operator === "EQ") return is === given;
          return operator === "GTE" ? is >= given : operator === "GT" ? is > given : is < given;
        }),
      )
      .sort((a, b) => {
        const [x, y] = [fieldOf(a, sort ?? ""), fieldOf(b, sort ?? "")];
        return x < y ? -1 : x > y ? 1 : 0;
      });
    const limit = Math.min(query.limit, pageSize);
    const end = offset + limit;
    return {
      body: {
        total: found.length,
        results: found.slice(offset, end).map(record),
        ...(found.length > end && { paging: { next: { after: String(end) } } }),
      },
    };
  }

  return { answer };
}

/** Its clock, which isn't ours. */
export const THEIR_NOW = Date.parse("2026-03-10T11:00:00Z");

function record({ id, modified, properties, archivedAt }: FakeContact) {
  const at = new Date(modified).toISOString();
  return {
    id,
    properties: { hs_object_id: id, lastmodifieddate: at, createdate: "2026-01-01T00:00:00Z", ...properties },
    createdAt: "2026-01-01T00:00:00Z",
    updatedAt: at,
    archived: archivedAt !== undefined,
    ...(archivedAt !== undefined && { archivedAt }),
  };
}
