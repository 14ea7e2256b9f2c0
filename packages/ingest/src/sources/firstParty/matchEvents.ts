/** An event as it is compared: of the site itself, or of GA4's export. */
export interface Comparable {
  eventId: string;
  /** µs UTC. */
  occurredAt: bigint;
  name: string;
  pseudoId: string | null;
  sessionId: string | null;
  /** The id that the site gave the event on both ways, or null. */
  sharedId: string | null;
}

/** Two tellings of one event are at most so far apart, unless they share an id: GA4 stamps an event when the browser queues it. */
const TOLERANCE_MICROS = 60_000_000n;

/** With an id of their own they may be farther apart: a site's server tells of a registration when it is done with it. */
const SHARED_TOLERANCE_MICROS = 1_800_000_000n;

interface Pair {
  own: Comparable;
  exported: Comparable;
  /** 0 when they share an id. */
  kind: 0 | 1;
  distance: bigint;
}

/**
 * Which events of the site are which of GA4's, one to one: first those that share an id, then of one browser, session (where the site names one) and
 * name the nearest in time. The result doesn't depend on the order of either list.
 * @returns the exported event's id by the site's
 */
export function matchEvents(own: readonly Comparable[], exported: readonly Comparable[]): Map<string, string> {
  const byId = groupBy(exported, ({ sharedId, name }) => (sharedId === null ? null : `${name}\u001f${sharedId}`));
  const byBrowser = groupBy(exported, ({ pseudoId, name }) => (pseudoId === null ? null : `${name}\u001f${pseudoId}`));
  const pairs: Pair[] = [];
  for (const mine of own) {
    // Where GA4 doesn't know the session, the visit would be lost with the site's telling of it.
    const same = mine.sharedId === null ? [] : (byId.get(`${mine.name}\u001f${mine.sharedId}`) ?? []);
    for (const theirs of same) {
      const distance = between(mine.occurredAt, theirs.occurredAt);
      if (distance > SHARED_TOLERANCE_MICROS || (mine.sessionId !== null && theirs.sessionId === null)) continue;
      pairs.push({ own: mine, exported: theirs, kind: 0, distance });
    }
    if (mine.pseudoId === null) continue;
    for (const theirs of byBrowser.get(`${mine.name}\u001f${mine.pseudoId}`) ?? []) {
      const distance = between(mine.occurredAt, theirs.occurredAt);
      if (distance > TOLERANCE_MICROS || (mine.sessionId !== null && mine.sessionId !== theirs.sessionId)) continue;
      pairs.push({ own: mine, exported: theirs, kind: 1, distance });
    }
  }
  pairs.sort(
    (a, b) =>
      a.kind - b.kind ||
      compare(a.distance, b.distance) ||
      compare(a.own.eventId, b.own.eventId) ||
      compare(a.exported.eventId, b.exported.eventId),
  );
  const matches = new Map<string, string>();
  const taken = new Set<string>();
  for (const { own: mine, exported: theirs } of pairs) {
    if (matches.has(mine.eventId) || taken.has(theirs.eventId)) continue;
    matches.set(mine.eventId, theirs.eventId);
    taken.add(theirs.eventId);
  }
  return matches;
}

function between(one: bigint, other: bigint): bigint {
  return one < other ? other - one : one - other;
}

function compare<T extends string | bigint>(one: T, other: T): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string | null): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
