import type { ActiveWindows } from "./activity.ts";
import { type Calendar, DAY, MINUTE } from "./days.ts";
import { INVITATION_ACCEPTANCE, REFERRAL_SOURCE } from "./parameters.ts";
import type { Person } from "./person.ts";
import { type Random, stream } from "./random.ts";

/** An invitation and what became of it. Instants are ms UTC. */
export interface Referral {
  id: string;
  referrer: Person;
  invitedAt: number;
  channel: "whatsapp" | "email" | "link";
  code: string;
  invitee: Person | null;
  registeredAt: number | null;
}

/** Invitations in the order they were sent. `referrerOf` gives each person's referrer; a self-referral isn't one. */
export interface Referrals {
  all: readonly Referral[];
  referrerOf: ReadonlyMap<Person, Person>;
}

function channelOf(random: Random): Referral["channel"] {
  const drawn = random.next();
  return drawn < 0.57 ? "whatsapp" : drawn < 0.82 ? "email" : "link";
}

/** The code that a person's invitations carry. */
export function codeOf(person: Person): string {
  return `INV-${(Number(person.id) * 7919).toString(36).toUpperCase()}`;
}

/** Picks inviters by their weight among those registered and active at an instant. */
function inviterPicker(people: readonly Person[], windows: ActiveWindows) {
  const entries: Person[] = people.flatMap((person) => Array.from({ length: person.inviting }, () => person));
  return (random: Random, at: number): Person | null => {
    let low = 0;
    let high = entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((entries[middle]?.registeredAt ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    if (low === 0) return null;
    for (let attempt = 0; attempt < 80; attempt += 1) {
      const candidate = entries[random.int(low)];
      // An invitation counts as activity, so only people in an active window send one.
      if (candidate && windows.isActive(candidate, at)) return candidate;
    }
    return null;
  };
}

/**
 * The referral trees: an inviter for each person who came by invitation, the invitations that nobody took up, and the odd
 * cases that any real programme has: people who invite themselves, pairs who invite each other, an invitation taken up twice.
 */
export function makeReferrals(
  seed: number,
  calendar: Calendar,
  people: readonly Person[],
  windows: ActiveWindows,
): Referrals {
  const random = stream(seed, "referrals");
  const pickInviter = inviterPicker(people, windows);
  const made: Omit<Referral, "id">[] = [];
  const referrerOf = new Map<Person, Person>();

  const invite = (referrer: Person, invitedAt: number, invitee: Person | null, code = codeOf(referrer)) => {
    made.push({
      referrer,
      invitedAt,
      channel: channelOf(random),
      code,
      invitee,
      registeredAt: invitee ? invitee.registeredAt : null,
    });
  };

  for (const person of people) {
    if (person.founder || person.source !== REFERRAL_SOURCE) continue;
    const delay = 10 * MINUTE + Math.min(random.exponential(2.4 * DAY), 20 * DAY);
    const invitedAt = Math.max(person.firstVisitAt - Math.floor(delay), calendar.start);
    const referrer = pickInviter(random, invitedAt);
    if (!referrer) continue;
    invite(referrer, invitedAt, person);
    referrerOf.set(person, referrer);
    const unanswered = 1 / INVITATION_ACCEPTANCE - 1;
    for (let n = random.poisson(unanswered); n > 0; n -= 1) {
      const at = Math.floor(invitedAt + random.next() * 2 * (person.registeredAt - invitedAt));
      if (at < calendar.now && windows.isActive(referrer, at)) invite(referrer, at, null);
    }
  }

  addOddCases(made, referrerOf, windows, calendar);
  made.sort((a, b) => a.invitedAt - b.invitedAt || Number(a.referrer.id) - Number(b.referrer.id));
  return {
    all: made.map((referral, index) => ({ id: `ref-${String(index + 1).padStart(6, "0")}`, ...referral })),
    referrerOf,
  };
}

/** Adds a self-referral, a cycle of two and an invitation accepted twice, for each thousand invitations at least one of each. */
function addOddCases(
  made: Omit<Referral, "id">[],
  referrerOf: ReadonlyMap<Person, Person>,
  windows: ActiveWindows,
  calendar: Calendar,
): void {
  const accepted = made.filter((referral) => referral.invitee !== null);
  const times = Math.max(1, Math.floor(made.length / 4000));
  let [selves, cycles, twice] = [0, 0, 0];
  for (const { referrer, invitee, invitedAt, channel, code } of accepted) {
    if (!invitee) continue;
    const later = invitee.registeredAt + 2 * DAY;
    if (later >= calendar.now) break;
    if (selves < times && windows.isActive(invitee, later)) {
      selves += 1;
      made.push({
        referrer: invitee,
        invitedAt: later,
        channel: "link",
        code: codeOf(invitee),
        invitee,
        registeredAt: null,
      });
    } else if (cycles < times && windows.isActive(invitee, later) && referrerOf.has(invitee)) {
      cycles += 1;
      made.push({
        referrer: invitee,
        invitedAt: later,
        channel: "link",
        code: codeOf(invitee),
        invitee: referrer,
        registeredAt: null,
      });
    } else if (twice < times) {
      twice += 1;
      made.push({
        referrer,
        invitedAt: invitedAt + MINUTE,
        channel,
        code,
        invitee,
        registeredAt: invitee.registeredAt,
      });
    }
    if (selves >= times && cycles >= times && twice >= times) return;
  }
}
