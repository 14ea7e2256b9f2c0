import { Tombstones } from "../erase/tombstones.ts";
import { type IdentityType, identityKey } from "../sources/normaliser.ts";
import type { Replacement } from "./replacedIdentifiers.ts";

/** A person that an identifier points to, since when. */
interface Claim {
  userId: string;
  /** µs UTC; unknown sorts last. */
  from: bigint;
}

/** An identifier whose person became known, changed, or turned out to be known for longer. */
export interface IdentityChange {
  type: IdentityType;
  value: string;
  userId: string;
}

/** A claim that follows from another one: of an identifier that came in the place of one, or in whose place one came. */
export interface DerivedClaim extends IdentityChange {
  /** µs UTC; null where it isn't known. */
  from: bigint | null;
  /** What earlier rows must be told, as of {@link IdentityMap.learn}. */
  change: IdentityChange | undefined;
}

const UNKNOWN_TIME = 1n << 62n;

/**
 * Which identifier belongs to whom. When several people claim one (a shared browser), the earliest claim wins and then
 * the lesser id, so that the order in which claims arrive doesn't matter. Contacts that were merged answer with the one
 * they were merged into.
 */
export class IdentityMap {
  #claims = new Map<string, Claim[]>();
  #mergedInto = new Map<string, string>();
  /** By either identifier. */
  #replacements = new Map<string, Replacement[]>();
  #tombstones = new Tombstones("");

  /** Identifiers that were erased: they are nobody's any more. */
  get tombstones(): Tombstones {
    return this.#tombstones;
  }

  set tombstones(tombstones: Tombstones) {
    this.#tombstones = tombstones;
  }

  /** Knows from now on what the other knows, and nothing else. */
  become(other: IdentityMap): void {
    this.#claims = other.#claims;
    this.#mergedInto = other.#mergedInto;
    this.#replacements = other.#replacements;
    this.#tombstones = other.#tombstones;
  }

  /** The person behind a CRM id, following merges. */
  canonical(userId: string): string {
    if (this.#mergedInto.size === 0) return userId;
    let current = userId;
    // A cycle of merges can only be an error of the source; it ends where it began.
    for (let step = 0; step < 100; step++) {
      const next = this.#mergedInto.get(current);
      if (next === undefined || next === userId) break;
      current = next;
    }
    return current;
  }

  isMergedAway(userId: string): boolean {
    return this.#mergedInto.has(userId);
  }

  /** The person behind the first identifier that is known. */
  resolve(keys: readonly string[]): string | null {
    for (const key of keys) {
      const claim = this.#claims.get(key)?.[0];
      if (claim) return this.canonical(claim.userId);
    }
    return null;
  }

  /** Takes in that one identifier came in the place of another. @returns whether that was news */
  learnReplacement({ from, to, at }: Replacement): boolean {
    const known = this.#replacements.get(from)?.find((each) => each.from === from && each.to === to);
    if (known && known.at <= at) return false;
    if (known) known.at = at;
    else {
      const replacement = { from, to, at };
      for (const key of [from, to]) this.#replacements.set(key, [...(this.#replacements.get(key) ?? []), replacement]);
    }
    return true;
  }

  /**
   * Claims that follow from those of these identifiers by replacements, in whatever order all of it became known: whoever had the old one has the
   * new one since then, and whoever has the new one had the old one, nobody knows from when. Who takes over an old address later on comes
   * behind whoever left it.
   */
  followReplacements(keys: Iterable<string>): DerivedClaim[] {
    if (this.#replacements.size === 0) return [];
    const derived: DerivedClaim[] = [];
    const waiting = [...keys];
    for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
      for (const { from, to, at } of this.#replacements.get(key) ?? []) {
        const since = (claim: Claim) => {
          if (claim.from === UNKNOWN_TIME) return null;
          if (claim.from > at) return claim.from;
          return at;
        };
        const claims = [
          ...(this.#claims.get(from) ?? []).map((claim) => ({ key: to, userId: claim.userId, from: since(claim) })),
          ...(this.#claims.get(to) ?? []).map((claim) => ({ key: from, userId: claim.userId, from: null })),
        ];
        for (const claim of claims) {
          const colon = claim.key.indexOf(":");
          const type = claim.key.slice(0, colon) as IdentityType;
          const value = claim.key.slice(colon + 1);
          const learned = this.learn(type, value, claim.userId, claim.from);
          if (!learned.news) continue;
          derived.push({ type, value, userId: claim.userId, from: claim.from, change: learned.change });
          waiting.push(claim.key);
        }
      }
    }
    return derived;
  }

  get hasReplacements(): boolean {
    return this.#replacements.size > 0;
  }

  /** Whether an identifier came in the place of another, or another in its place. */
  isReplaced(key: string): boolean {
    return this.#replacements.has(key);
  }

  /**
   * Takes in a claim.
   * @returns what it changes; `news` is false when nothing has to be stored
   */
  learn(
    type: IdentityType,
    value: string,
    userId: string,
    from: bigint | null,
  ): { news: boolean; change?: IdentityChange; merge?: { loser: string; survivor: string } } {
    if (type === "crm_id" && value !== userId) {
      if (this.canonical(value) === this.canonical(userId) && this.#mergedInto.has(value)) return { news: false };
      this.#mergedInto.set(value, userId);
      return { news: true, merge: { loser: value, survivor: this.canonical(userId) } };
    }
    const key = identityKey(type, value);
    const claims = this.#claims.get(key);
    const since = from ?? UNKNOWN_TIME;
    if (!claims) {
      this.#claims.set(key, [{ userId, from: since }]);
      return { news: true, change: { type, value, userId: this.canonical(userId) } };
    }
    const mine = claims.find((claim) => claim.userId === userId);
    if (mine && mine.from <= since) return { news: false };
    const [earliest] = claims;
    const before = earliest && { from: earliest.from, person: this.canonical(earliest.userId) };
    if (mine) mine.from = since;
    else claims.push({ userId, from: since });
    claims.sort((a, b) => (a.from === b.from ? (a.userId < b.userId ? -1 : 1) : a.from < b.from ? -1 : 1));
    const after = this.resolve([key]);
    // Known for longer than thought is a change too: whether a session was somebody's then depends on it.
    const same = after === before?.person && claims[0]?.from === before?.from;
    return after === null || same ? { news: true } : { news: true, change: { type, value, userId: after } };
  }
}
