import { MINUTE } from "../world/days.ts";
import type { Person } from "../world/person.ts";
import { scatter } from "../world/random.ts";
import type { World } from "../world/world.ts";
import type { Hit } from "./ga4.ts";

/** Where the sessions of professionals come from when no campaign brought them, in hundredths. Null is direct. */
const RETURN_SOURCES = [
  { upTo: 62, source: null },
  { upTo: 82, source: { source: "google", medium: "organic", campaign: null } },
  { upTo: 93, source: { source: "newsletter", medium: "email", campaign: "boletin" } },
  { upTo: 100, source: { source: "linkedin", medium: "social", campaign: "comunidad" } },
] as const;

function identity(person: Person, at: number): Pick<Hit, "pseudoId" | "device" | "country"> {
  const second = person.secondPseudoId !== null && scatter(Math.floor(at / 1000)) % 10 < 3;
  return {
    pseudoId: second && person.secondPseudoId ? person.secondPseudoId : person.pseudoId,
    device: second ? "desktop" : person.device,
    country: person.country,
  };
}

/** First visit, still anonymous, and registration of somebody who registered inside the calendar. */
function* arrival(person: Person, start: number): Generator<Hit> {
  const { registeredAt, firstVisitAt, source } = person;
  const known = { pseudoId: person.pseudoId, device: person.device, country: person.country, source };
  const sameSession = registeredAt - firstVisitAt < 30 * MINUTE;
  const sessionStart = sameSession ? firstVisitAt : registeredAt - MINUTE - (scatter(person.index) % 60_000);
  const engagementMs = 12_000 + (scatter(person.index + 7) % 90_000);
  if (firstVisitAt >= start) {
    yield {
      ...known,
      at: firstVisitAt,
      name: "page_view",
      userId: null,
      sessionStart: firstVisitAt,
      engagementMs,
      page: "/",
    };
  }
  if (!sameSession && sessionStart >= start) {
    yield {
      ...known,
      at: sessionStart,
      name: "page_view",
      userId: null,
      sessionStart,
      engagementMs: 9000,
      page: "/registro",
    };
  }
  yield {
    ...known,
    at: registeredAt,
    name: "sign_up",
    userId: person.id,
    sessionStart,
    engagementMs,
    page: "/registro",
  };
}

/** Everything that the web site of a world measured, not sorted. */
function* worldHits(world: World): Generator<Hit> {
  const { calendar } = world;
  for (const visit of world.anonymousVisits) {
    yield { ...visit, name: "page_view", userId: null, sessionStart: visit.at, page: "/" };
  }
  for (const person of world.people) if (!person.founder) yield* arrival(person, calendar.start);
  for (const { person, at, engagementMs } of world.activity.sessions) {
    const drawn = scatter(person.index + Math.floor(at / 1000)) % 100;
    const source = RETURN_SOURCES.find(({ upTo }) => drawn < upTo)?.source ?? null;
    yield {
      ...identity(person, at),
      at,
      name: "page_view",
      userId: person.id,
      sessionStart: at,
      engagementMs,
      page: "/inicio",
      source,
    };
  }
  for (const { person, campaign, at, converted } of world.messages.visits) {
    const source = {
      source: campaign.channel === "email" ? "newsletter" : "whatsapp",
      medium: campaign.channel,
      campaign: campaign.utmCampaign,
    };
    const session = { ...identity(person, at), userId: person.id, sessionStart: at, source, page: "/webinars" };
    yield { ...session, at, name: "page_view", engagementMs: 21_000 };
    if (converted) {
      const when = at + MINUTE + (scatter(person.index) % (2 * MINUTE));
      yield {
        ...session,
        at: when,
        name: "webinar_registration",
        engagementMs: 15_000,
        campaign: { id: campaign.id, channel: campaign.channel },
      };
    }
  }
}

/** The hits of a world by month of its calendar, each month in the order of time. */
export function hitsByMonth(world: World): Hit[][] {
  const months: Hit[][] = world.calendar.monthStarts.map(() => []);
  for (const hit of worldHits(world)) months[world.calendar.monthIndex(hit.at)]?.push(hit);
  for (const month of months)
    month.sort((a, b) => a.at - b.at || (a.pseudoId < b.pseudoId ? -1 : a.pseudoId > b.pseudoId ? 1 : 0));
  return months;
}
