/** Where an erasure is. */
export interface ErasureProgress {
  /** The table at hand. */
  table: string;
  /** Of the whole way, 0 to 1. */
  share: number;
}

/** Told at each step of a part of the way; `share` is of that part, 0 to 1. */
export type NoteTable = (table: string, share: number) => void;

/** Parts of an erasure, with about the share of its time that each takes on a large warehouse. */
const PARTS = { rows: 0.1, inbox: 0.6, addresses: 0.1, sweep: 0.2 } as const;

/** What tells of a part as of a stretch of the whole. */
export function progressOf(
  onProgress: ((progress: ErasureProgress) => void) | undefined,
): Record<keyof typeof PARTS, NoteTable> {
  let start = 0;
  const stretches = Object.entries(PARTS).map(([part, length]) => {
    const from = start;
    start += length;
    const note: NoteTable = (table, share) => onProgress?.({ table, share: from + length * share });
    return [part, note] as const;
  });
  return Object.fromEntries(stretches) as Record<keyof typeof PARTS, NoteTable>;
}
