import { type Activity, makeActivity } from "./activity.ts";
import { type Campaign, makeCampaigns } from "./campaigns.ts";
import { type Catalogue, makeCatalogue } from "./content.ts";
import { type Calendar, makeCalendar } from "./days.ts";
import { type Messages, makeMessages } from "./messages.ts";
import { makeOperations, type Operations } from "./operations.ts";
import { makePeople } from "./people.ts";
import type { Person } from "./person.ts";
import { makeReferrals, type Referrals } from "./referrals.ts";
import { makeScores, type Score } from "./scores.ts";
import { makeSponsorship, type SponsorshipEntry } from "./sponsors.ts";
import { makeUsage, type UsageEvent } from "./usage.ts";
import { type AnonymousVisit, makeAnonymousVisits } from "./visits.ts";

/** What decides a world, all of it. */
interface WorldOptions {
  seed: number;
  /** Whole months before the running one. */
  months: number;
  /** Everybody registered by `now`, founders included. */
  professionals: number;
  now: Date;
  /** IANA name of the zone whose days and hours people live by. */
  timeZone: string;
}

/** The community and all that happened in it, as plain data. The same options give the same world. */
export interface World {
  options: WorldOptions;
  calendar: Calendar;
  /** In the order of registration. */
  people: readonly Person[];
  catalogue: Catalogue;
  activity: Activity;
  anonymousVisits: readonly AnonymousVisit[];
  referrals: Referrals;
  campaigns: readonly Campaign[];
  messages: Messages;
  scores: readonly Score[];
  sponsorship: readonly SponsorshipEntry[];
  operations: Operations;
  usage: readonly UsageEvent[];
}

export function makeWorld(options: WorldOptions): World {
  const { seed } = options;
  const calendar = makeCalendar(options);
  const people = makePeople(seed, calendar, options.professionals);
  const catalogue = makeCatalogue(seed, calendar);
  const activity = makeActivity(seed, calendar, people, catalogue);
  const campaigns = makeCampaigns(calendar);
  return {
    options,
    calendar,
    people,
    catalogue,
    activity,
    anonymousVisits: makeAnonymousVisits(seed, calendar, people),
    referrals: makeReferrals(seed, calendar, people, activity),
    campaigns,
    messages: makeMessages(seed, calendar, people, campaigns, activity),
    scores: makeScores(seed, calendar, people, activity),
    sponsorship: makeSponsorship(seed, calendar),
    operations: makeOperations(seed, calendar),
    usage: makeUsage(seed, calendar),
  };
}
