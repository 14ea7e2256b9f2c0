import type { SourceId } from "@northstar/core";
import type { RowOf, RowTableName } from "../warehouse/schema.ts";

/** A row for a table, with the identifiers that tell whose it is when it doesn't say so itself. */
export type TableRow = {
  [T in RowTableName]: {
    table: T;
    row: RowOf<T> & { _deleted?: boolean };
    /** `type:value`, tried in order when `user_id` is null: see {@link identityKey}. */
    identities?: readonly string[];
    /** Whom the row tells of, by the same keys, where it has no column for the person. */
    about?: readonly string[];
    /**
     * Of a row of `identities` without a person: the identifier, by the same keys, in whose place this one came. Both are of the same person,
     * whoever that is.
     */
    replaces?: string;
    /** Asks that the row's person be erased, and says by what. Nothing is written of the row itself. */
    erase?: string;
  };
}[RowTableName];

export type IdentityType = "crm_id" | "email_hash" | "phone_hash" | "wa_bsuid" | "user_pseudo_id";

/** How an identifier is looked up. */
export function identityKey(type: IdentityType, value: string): string {
  return `${type}:${value}`;
}

/** What a normaliser may know besides the record. */
export interface NormaliseContext {
  /** When the payload was received, µs UTC. */
  receivedAt: bigint;
  /** Salt of the tenant's hashes of personal data; empty when none is set. */
  salt: string;
  baseCurrency: string;
  /** Reports a field that nothing maps. Cheap to call again with the same path. */
  drift(path: string, value: unknown): void;
}

/** Thrown by a normaliser for a record that can't be understood; it goes to `dead_letter` and its neighbours load. */
export class Rejection extends Error {
  readonly reason: string;

  constructor(reason: string, message: string) {
    super(message);
    this.name = "Rejection";
    this.reason = reason;
  }
}

/** Thrown by a normaliser for a record that it knows and that makes no rows; it is counted by its reason, and nothing is wrong with it. */
export class Ignored extends Error {
  readonly reason: string;

  constructor(reason: string) {
    super(`Known, and makes no rows: ${reason}.`);
    this.name = "Ignored";
    this.reason = reason;
  }
}

/** A source: how its documents divide into records, and what rows a record makes. Both functions are pure. */
export interface SourceDefinition {
  sourceId: SourceId;
  /** Records of a parsed document: a JSON value, or one row of a CSV as an object. */
  records(document: unknown): Iterable<unknown>;
  /** @throws Rejection, Ignored */
  normalise(record: unknown, context: NormaliseContext): TableRow[];
}
