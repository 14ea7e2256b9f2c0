import { hash } from "node:crypto";
import { objectOf, textOf } from "../sources/values.ts";
import type { PolledPage } from "./types.ts";

/** Hashes of the pages of the run before, by what was asked. */
export interface ChangedPagesCursor {
  seen: Record<string, string>;
}

/**
 * Pages of numbers that a source counts up and corrects: one that says the same as in the run before isn't taken again, and one that says
 * what it said some time ago is, since in between it said something else.
 */
export class ChangedPages {
  readonly #before: Readonly<Record<string, string>>;
  readonly #seen: Record<string, string> = {};
  readonly #startedAt: number;
  readonly #isBackfill: boolean;

  /** @param context a range is loaded again whatever it says */
  constructor(cursor: unknown, context: { now(): number; range: object | null }) {
    const seen = objectOf(objectOf(cursor).seen);
    this.#before = Object.fromEntries(Object.entries(seen).flatMap(([key, value]) => [[key, textOf(value) ?? ""]]));
    this.#startedAt = context.now();
    this.#isBackfill = context.range !== null;
  }

  /** The page that this body makes. `key`: what was asked; `isLast`: what wasn't asked again is forgotten. */
  page(key: string, body: string, records: number, progress: number | null, isLast: boolean): PolledPage {
    const sha = hash("sha256", body, "hex").slice(0, 32);
    const isKnown = this.#before[key] === sha && !this.#isBackfill;
    this.#seen[key] = sha;
    const cursor: ChangedPagesCursor = { seen: isLast ? { ...this.#seen } : { ...this.#before, ...this.#seen } };
    const isEmpty = isKnown || records === 0;
    return { body: isEmpty ? "" : body, dedupKey: `${sha}@${this.#startedAt}`, records, cursor, progress };
  }
}
