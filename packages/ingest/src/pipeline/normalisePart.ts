import { setImmediate } from "node:timers/promises";
import { contentId } from "../sources/hashing.ts";
import {
  Ignored,
  type NormaliseContext,
  Rejection,
  type SourceDefinition,
  type TableRow,
} from "../sources/normaliser.ts";
import { documentsOf, type Part } from "./part.ts";

/** A record that wasn't understood. */
export interface DeadLetter {
  id: string;
  position: string;
  reason: string;
  message: string;
  excerpt: string;
}

export interface NormalisedPart {
  rows: TableRow[];
  dead: DeadLetter[];
  records: number;
  /** Records that are known and make no rows, by why. */
  ignored: IgnoredCounts;
  /** Whether a record made no rows, so that none of them tells whom it names. */
  isSilent: boolean;
}

export type IgnoredCounts = Readonly<Record<string, number>>;

const EXCERPT_CHARACTERS = 500;
/** Long enough to get on, short enough that a server in the same process still answers. */
const SLICE_MS = 8;

/** Rows of a part; one record that can't be understood doesn't hold up the others. */
export async function normalisePart(
  part: Part,
  source: SourceDefinition,
  context: NormaliseContext,
): Promise<NormalisedPart> {
  const rows: TableRow[] = [];
  const dead: DeadLetter[] = [];
  const ignored: Record<string, number> = {};
  let records = 0;
  let isSilent = false;
  let sliceStart = performance.now();
  const reject = (position: string, reason: string, message: string, text: string) => {
    // Through bytes, because a cut may leave half a surrogate pair.
    const excerpt = Buffer.from(text.slice(0, EXCERPT_CHARACTERS)).toString();
    dead.push({ id: contentId(reason, text), position, reason, message, excerpt });
  };
  for (const item of documentsOf(part)) {
    if (item.rejection) {
      records++;
      reject(item.position, item.rejection.reason, item.rejection.message, item.text);
      continue;
    }
    let index = 0;
    for (const record of source.records(item.document)) {
      records++;
      index++;
      try {
        const made = source.normalise(record, context);
        if (made.length === 0) isSilent = true;
        for (const row of made) rows.push(row);
      } catch (error) {
        if (error instanceof Ignored) {
          ignored[error.reason] = (ignored[error.reason] ?? 0) + 1;
          isSilent = true;
          continue;
        }
        if (!(error instanceof Rejection)) throw error;
        reject(`${item.position}, record ${index}`, error.reason, error.message, JSON.stringify(record) ?? "");
      }
      if (records % 256 === 0 && performance.now() - sliceStart > SLICE_MS) {
        await setImmediate();
        sliceStart = performance.now();
      }
    }
  }
  return { rows, dead, records, ignored, isSilent };
}
