import { isObject, type JsonObject, microsOf, numberOf, objectOf, textOf } from "../sources/values.ts";
import { addDays, startOfDay } from "./days.ts";
import { modifiedAt, type SearchPlace, searchPage } from "./hubspotSearch.ts";
import { HubspotToken } from "./hubspotToken.ts";
import { listIn, readJson, unexpected } from "./readJson.ts";
import { theirNow } from "./theirNow.ts";
import type { Connector, PollContext, PolledPage } from "./types.ts";

/** HubSpot's search lags behind its records by seconds to a few minutes. */
const OVERLAP_MS = 10 * 60_000;
/** Contacts that were deleted can only be listed whole. */
const ARCHIVED_EVERY_MS = 6 * 3_600_000;
const LIST_LIMIT = 100;

/** What sources/hubspot.ts reads; HubSpot gives only what is asked for. */
const PROPERTIES = (
  "email hs_additional_emails phone mobilephone hs_whatsapp_phone_number wa_bsuid user_pseudo_id ga_client_id registered_at createdate " +
  "lastmodifieddate hs_object_id activated_at profession jobtitle country hs_country_region_code first_utm_source first_utm_medium " +
  "first_utm_campaign referrer_user_id referred_by consent_email consent_whatsapp hs_email_optout hs_merged_object_ids referral_id " +
  "referral_invited_at referral_channel referral_code lead_score hubspotscore score_updated_at score_segment score_model_version"
).split(" ");

type Cursor =
  /** The first load: `after` of the next page, and what the first search will begin at. */
  { phase: "list"; after: string | null; since: number } | ({ phase: "search" } & SearchPlace);

interface ArchivedCursor {
  after: string | null;
  listedAt: number | null;
}

/**
 * HubSpot contacts. First all of them by listing, then what has changed since by searching; archived ones by listing every six hours.
 * Merged contacts come with the ids that they took over.
 *
 * Settings: `NORTHSTAR_HUBSPOT_TOKEN`, a private app's token with `crm.objects.contacts.read`, or an OAuth app's `NORTHSTAR_HUBSPOT_CLIENT_ID`,
 * `NORTHSTAR_HUBSPOT_CLIENT_SECRET` and `NORTHSTAR_HUBSPOT_REFRESH_TOKEN`; `NORTHSTAR_HUBSPOT_PROPERTIES`, more properties to ask for, with commas.
 *
 * Limits: https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines (search: 5 requests a second, all together).
 */
export function hubspotContacts({ origin = "https://api.hubapi.com" }: { origin?: string } = {}): Connector {
  const contactsUrl = `${origin}/crm/v3/objects/contacts`;
  const token = new HubspotToken(origin);

  async function* poll(stream: string, cursor: unknown, context: PollContext): AsyncGenerator<PolledPage> {
    const properties = [...PROPERTIES, ...extraProperties(context)];
    if (stream === "archived") yield* archived(cursor as ArchivedCursor | null, properties, context);
    else if (context.range) yield* search({ since: startOfDay(context.range.from), behind: null }, properties, context);
    else yield* contacts(cursor as Cursor | null, properties, context);
  }

  async function* contacts(cursor: Cursor | null, properties: readonly string[], context: PollContext) {
    if (cursor?.phase === "search") {
      yield* search({ since: cursor.since - OVERLAP_MS, behind: null }, properties, context);
      return;
    }
    let after = cursor?.after ?? null;
    let since = cursor?.since ?? null;
    do {
      const page = await listPage(after, false, properties, context);
      // By HubSpot's clock, since the times that are searched for are.
      since ??= (page.theirNow ?? context.now()) - OVERLAP_MS;
      after = page.after;
      const next: Cursor = after === null ? { phase: "search", since, behind: null } : { phase: "list", after, since };
      yield pageOf(page.contacts, next, null);
    } while (after !== null);
  }

  async function* search(from: SearchPlace, properties: readonly string[], context: PollContext) {
    const { range } = context;
    const before = range ? startOfDay(addDays(range.to, 1)) : null;
    const end = before ?? context.now();
    let newest = from.since;
    let place: SearchPlace | null = from;
    while (place !== null) {
      const { contacts: found, next } = await searchPage(place, {
        url: `${contactsUrl}/search`,
        properties,
        before,
        fetch: context.fetch,
      });
      for (const contact of found) newest = Math.max(newest, modifiedAt(contact) ?? 0);
      // An interrupted search begins again at the time it had come to. A time before the overlap would move the cursor back.
      const since = next === null ? newest : next.since;
      yield pageOf(
        found,
        { phase: "search", since, behind: null } satisfies Cursor,
        next === null || end <= from.since ? null : Math.min(1, (since - from.since) / (end - from.since)),
      );
      place = next;
    }
  }

  async function* archived(cursor: ArchivedCursor | null, properties: readonly string[], context: PollContext) {
    const listedAt = cursor?.listedAt ?? null;
    const isDue = listedAt === null || context.now() - listedAt >= ARCHIVED_EVERY_MS || context.range !== null;
    let after = context.range ? null : (cursor?.after ?? null);
    if (!isDue && after === null) return;
    do {
      const page = await listPage(after, true, properties, context);
      after = page.after;
      const next: ArchivedCursor = { after, listedAt: after === null ? context.now() : listedAt };
      yield pageOf(page.contacts.map(asOfArchiving), next, null);
    } while (after !== null);
  }

  /** https://developers.hubspot.com/docs/api-reference/crm-contacts-v3/basic/get-crm-v3-objects-contacts */
  async function listPage(
    after: string | null,
    isArchived: boolean,
    properties: readonly string[],
    context: PollContext,
  ) {
    const url = new URL(contactsUrl);
    url.searchParams.set("limit", String(LIST_LIMIT));
    url.searchParams.set("archived", String(isArchived));
    url.searchParams.set("properties", properties.join(","));
    if (after !== null) url.searchParams.set("after", after);
    const answer = await context.fetch(new Request(url));
    const page = await readJson(answer, "HubSpot");
    // There is a next page exactly when it has an `after`, however short this one is; ids sort as texts and say nothing.
    const next = textOf(objectOf(objectOf(page.paging).next).after);
    if (next !== null && next === after) throw unexpected("HubSpot", "names itself as its next page");
    return {
      contacts: listIn(page, "results", "HubSpot").filter(isObject),
      after: next,
      theirNow: theirNow(answer.headers),
    };
  }

  return {
    name: "hubspot",
    source: "hubspot",
    streams: ["contacts", "archived"],
    settings: [],
    secrets: [],
    oneOf: [
      { settings: [], secrets: ["NORTHSTAR_HUBSPOT_TOKEN"] },
      {
        settings: ["NORTHSTAR_HUBSPOT_CLIENT_ID"],
        secrets: ["NORTHSTAR_HUBSPOT_CLIENT_SECRET", "NORTHSTAR_HUBSPOT_REFRESH_TOKEN"],
      },
    ],
    optionalSettings: ["NORTHSTAR_HUBSPOT_PROPERTIES"],
    provider: "HubSpot",
    rate: { perSecond: 4, burst: 4 },
    everySeconds: 300,
    // Read anew each time: a secret that was rotated counts from then on.
    authorise: async (context, _request, refused) => ({
      authorization: `Bearer ${await token.get(context, refused !== null)}`,
    }),
    poll,
  };
}

function pageOf(contacts: readonly JsonObject[], cursor: unknown, progress: number | null): PolledPage {
  const body = contacts.length === 0 ? "" : JSON.stringify({ results: contacts });
  return { body, records: contacts.length, cursor, progress };
}

/** Archiving doesn't count as a change to HubSpot, and to us the newest change wins. */
function asOfArchiving(contact: JsonObject): JsonObject {
  const archivedAt = microsOf(contact.archivedAt);
  const updatedAt = microsOf(contact.updatedAt);
  const later = archivedAt !== null && (updatedAt === null || archivedAt > updatedAt);
  return { ...contact, archived: true, ...(later && { updatedAt: contact.archivedAt }) };
}

function extraProperties(context: Pick<PollContext, "setting">): string[] {
  const names = (context.setting("NORTHSTAR_HUBSPOT_PROPERTIES") ?? "").split(",").map((name) => name.trim());
  return names.filter((name) => name !== "" && numberOf(name) === null && !PROPERTIES.includes(name));
}
