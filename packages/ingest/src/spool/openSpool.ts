import { mkdir, open, readdir, rm, stat } from "node:fs/promises";
import { IngestError } from "../errors.ts";
import type { SourceName } from "../sources/registry.ts";
import { type DurableFile, makeDurableFile } from "./durableFile.ts";
import { lockFolder } from "./lock.ts";
import { encodeRecord } from "./record.ts";
import { readSegment, segmentNumber, segmentPath, type Waiting } from "./segment.ts";
import type { Delivery, Spool, SpooledDelivery, SpoolPosition } from "./types.ts";

export interface SpoolOptions {
  /** Folder of its own; made if it isn't there. */
  dir: string;
  /** A segment that has grown to this is followed by another, bytes. @default 67108864 */
  segmentBytes?: number | undefined;
  /** What may wait at most, bytes. @default 1073741824 */
  maxBytes?: number | undefined;
  /** What has been taken already: new segments come behind it, even where the folder was lost. */
  after?: SpoolPosition | undefined;
  /** Told of bytes that can't be read any more, for the log. */
  onDamage?: ((segment: number, from: number, to: number) => void) | undefined;
  /** How the files of segments are made, for tests of full disks. @default makeDurableFile */
  makeFile?: typeof makeDurableFile | undefined;
}

interface Append {
  delivery: Delivery;
  buffers: readonly [Buffer, Buffer];
  resolve(): void;
  reject(error: unknown): void;
}

interface Segment {
  number: number;
  /** Bytes that are durable. */
  size: number;
  waiting: Waiting[];
}

/** Written at once at most, so that one fsync doesn't keep the first of a flood waiting. */
const GROUP_BYTES = 4 * 1024 * 1024;

/**
 * Opens a folder of segment files. Appends that come while one is written wait for the next write, which takes all of them, and share its
 * fsync: the more come, the fewer fsyncs each costs.
 * @throws IngestError `spool_locked`, and the file system's errors
 */
export async function openSpool(options: SpoolOptions): Promise<Spool> {
  const { dir, segmentBytes = 64 * 1024 * 1024, maxBytes = 1024 * 1024 * 1024, makeFile = makeDurableFile } = options;
  await mkdir(dir, { recursive: true });
  const unlock = await lockFolder(dir);
  const onDamage = options.onDamage ?? (() => undefined);
  const segments = await readSegments(dir, onDamage);
  let file: DurableFile | null = null;
  let queue: Append[] = [];
  let queuedBytes = 0;
  let writing: Promise<void> | null = null;
  let closed = false;
  let changing: Promise<unknown> = Promise.resolve();
  const listeners = new Set<() => void>();

  /** Segments are begun and deleted one after the other. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = changing.then(work);
    changing = turn.catch(() => undefined);
    return turn;
  }

  async function beginSegment(): Promise<{ file: DurableFile; segment: Segment }> {
    const number = Math.max(options.after?.segment ?? 0, segments.at(-1)?.number ?? 0) + 1;
    const begun = await makeFile(segmentPath(dir, number));
    const segment = { number, size: 0, waiting: [] };
    // Also when it fails from here on: the next has another number.
    segments.push(segment);
    try {
      await syncFolder(dir);
    } catch (error) {
      await begun.close();
      throw error;
    }
    file = begun;
    return { file: begun, segment };
  }

  async function endSegment(): Promise<void> {
    const ended = file;
    file = null;
    await ended?.close().catch(() => undefined);
  }

  async function writeGroup(group: readonly Append[]): Promise<void> {
    const last = segments.at(-1);
    if (file && last && last.size >= segmentBytes) await endSegment();
    const current = file && last ? { file, segment: last } : await inTurn(beginSegment);
    const buffers = group.flatMap((append) => append.buffers).filter((buffer) => buffer.length > 0);
    const bytes = buffers.reduce((sum, buffer) => sum + buffer.length, 0);
    try {
      await writeAll(current.file, buffers, current.segment.size);
    } catch (error) {
      await giveUp(current, isFull(error));
      throw error;
    }
    let end = current.segment.size;
    for (const { delivery, buffers: own } of group) {
      const size = own[0].length + own[1].length;
      end += size;
      current.segment.waiting.push({
        source: delivery.source,
        receivedAt: delivery.receivedAt,
        bytes: size,
        end,
      });
    }
    current.segment.size += bytes;
  }

  /** What was cut short because the disk is full is cut back. After another fault nobody knows what is on disk: nothing more is written there. */
  async function giveUp({ file: failed, segment }: { file: DurableFile; segment: Segment }, mayGoOn: boolean) {
    const isCut = await failed.truncate(segment.size).then(
      () => true,
      () => false,
    );
    if (!mayGoOn || !isCut) await endSegment();
  }

  async function writeQueue(): Promise<void> {
    while (queue.length > 0) {
      const group = takeGroup();
      try {
        await writeGroup(group);
        for (const { resolve } of group) resolve();
        for (const listener of [...listeners]) listener();
      } catch (error) {
        for (const { reject } of group) reject(spoolError(error));
      }
    }
    // At once: an append that comes between the last look and this would wait for ever.
    writing = null;
  }

  function takeGroup(): Append[] {
    let bytes = 0;
    let count = 0;
    for (const { buffers } of queue) {
      if (count > 0 && bytes + buffers[0].length + buffers[1].length > GROUP_BYTES) break;
      bytes += buffers[0].length + buffers[1].length;
      count += 1;
    }
    const group = queue.slice(0, count);
    queue = queue.slice(count);
    queuedBytes -= bytes;
    return group;
  }

  function waitingBytes(): number {
    return segments.reduce((sum, { waiting, size }) => sum + (waiting.length > 0 ? size : 0), 0);
  }

  function lies(position: SpoolPosition): boolean {
    const last = segments.findLast(({ size }) => size > 0);
    return last !== undefined && isBefore(position, { segment: last.number, offset: last.size });
  }

  return {
    append(delivery) {
      if (closed)
        return Promise.reject(new IngestError("spool_closed", "The spool is closing. Send it again in a moment."));
      const buffers = encodeRecord(delivery);
      const bytes = buffers[0].length + buffers[1].length;
      if (waitingBytes() + queuedBytes + bytes > maxBytes) return Promise.reject(full("as much waits as may"));
      queuedBytes += bytes;
      return new Promise((resolve, reject) => {
        queue.push({ delivery, buffers, resolve, reject });
        // In the next turn: what is appended in this one goes with it.
        writing ??= Promise.resolve().then(writeQueue);
      });
    },
    async read(after, bytes) {
      const found: SpooledDelivery[] = [];
      let left = bytes;
      for (const { number, size } of [...segments]) {
        const from = number === after.segment ? after.offset : 0;
        if (number < after.segment || from >= size) continue;
        const { records } = await readSegment(dir, number, { from, size, maxBytes: left }, (start, end) =>
          onDamage(number, start, end),
        );
        found.push(...records);
        left -= records.reduce((sum, { delivery }) => sum + delivery.body.length + 1, 0);
        if (left <= 0) break;
      }
      return found;
    },
    release: (position) =>
      inTurn(async () => {
        for (const segment of segments) {
          if (segment.number > position.segment) break;
          const until = segment.number < position.segment ? Number.POSITIVE_INFINITY : position.offset;
          const kept = segment.waiting.findIndex(({ end }) => end > until);
          segment.waiting = kept === -1 ? [] : segment.waiting.slice(kept);
        }
        // The last one stays: new segments are numbered on from it.
        while (segments.length > 1 && (segments[0]?.number ?? Number.POSITIVE_INFINITY) < position.segment) {
          const gone = segments.shift();
          if (gone) await rm(segmentPath(dir, gone.number), { force: true });
        }
      }),
    waitFor(after, signal) {
      return new Promise((resolve) => {
        const done = () => {
          listeners.delete(look);
          signal.removeEventListener("abort", done);
          resolve();
        };
        const look = () => {
          if (lies(after)) done();
        };
        listeners.add(look);
        signal.addEventListener("abort", done);
        if (signal.aborted) done();
        else look();
      });
    },
    stats() {
      const waiting: Partial<Record<SourceName, number>> = {};
      let oldest: bigint | null = null;
      let bytes = 0;
      for (const segment of segments) {
        for (const { source, receivedAt, bytes: own } of segment.waiting) {
          waiting[source] = (waiting[source] ?? 0) + 1;
          bytes += own;
          if (oldest === null || receivedAt < oldest) oldest = receivedAt;
        }
      }
      return { bytes, waiting, oldestReceivedAt: oldest };
    },
    async close() {
      if (closed) return;
      closed = true;
      await writing;
      await changing;
      await endSegment();
      await unlock();
    },
  };
}

function isBefore(one: SpoolPosition, other: SpoolPosition): boolean {
  return one.segment < other.segment || (one.segment === other.segment && one.offset < other.offset);
}

/** What was there before, with torn tails cut off where the next record would begin. Nothing is appended to these any more. */
async function readSegments(
  dir: string,
  onDamage: (segment: number, from: number, to: number) => void,
): Promise<Segment[]> {
  const numbers = (await readdir(dir)).flatMap((name) => segmentNumber(name) ?? []).sort((a, b) => a - b);
  const segments: Segment[] = [];
  for (const number of numbers) {
    const { size } = await stat(segmentPath(dir, number));
    const waiting: Waiting[] = [];
    let from = 0;
    let wholeEnd = 0;
    while (from < size) {
      const part = await readSegment(dir, number, { from, size, maxBytes: 16 * 1024 * 1024 }, () => undefined);
      for (const { delivery, end } of part.records) {
        const { source, receivedAt } = delivery;
        waiting.push({ source, receivedAt, bytes: end.offset - from, end: end.offset });
        from = end.offset;
      }
      wholeEnd = Math.max(wholeEnd, part.wholeEnd);
      if (part.end <= from && part.records.length === 0) break;
      from = part.end;
    }
    // Written in part when the process or the machine stopped: it was never acknowledged.
    if (wholeEnd < size) onDamage(number, wholeEnd, size);
    segments.push({ number, size: wholeEnd, waiting });
  }
  return segments;
}

async function writeAll(file: DurableFile, buffers: readonly Buffer[], position: number): Promise<void> {
  let left = [...buffers];
  let at = position;
  while (left.length > 0) {
    const bytesWritten = await file.write(left, at);
    if (bytesWritten === 0) throw Object.assign(new Error("nothing could be written"), { code: "ENOSPC" });
    at += bytesWritten;
    left = behind(left, bytesWritten);
  }
}

function behind(buffers: Buffer[], bytes: number): Buffer[] {
  let left = bytes;
  let index = 0;
  for (; index < buffers.length; index += 1) {
    const size = buffers[index]?.length ?? 0;
    if (size > left) break;
    left -= size;
  }
  const first = buffers[index];
  return first ? [first.subarray(left), ...buffers.slice(index + 1)] : [];
}

/** A new file is there after a power cut only when its folder is written too. */
async function syncFolder(dir: string): Promise<void> {
  const folder = await open(dir, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function isFull(error: unknown): boolean {
  return ["ENOSPC", "EDQUOT", "EFBIG"].includes((error as NodeJS.ErrnoException).code ?? "");
}

function spoolError(error: unknown): unknown {
  if (isFull(error)) return full("its disk is full", error);
  if (error instanceof IngestError) return error;
  return new IngestError(
    "spool_failed",
    "The delivery could not be kept: the disk refused to write. Nothing of it was taken; send it again.",
    {
      cause: error,
    },
  );
}

function full(why: string, cause?: unknown): IngestError {
  return new IngestError(
    "spool_full",
    `The delivery could not be kept because ${why}. Nothing of it was taken; send it again later.`,
    {
      cause,
    },
  );
}
