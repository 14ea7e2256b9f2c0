/** What a delivery may weigh. */
export interface HookLimits {
  /** As sent, bytes. WhatsApp sends up to 3 MB. @default 4 MiB */
  bodyBytes: number;
  /** Unpacked, bytes. @default 8 MiB */
  unpackedBytes: number;
  /** Unpacked by packed, from 64 KiB on. JSON of one event repeated packs to a fiftieth. @default 100 */
  ratio: number;
  /** Levels of arrays and objects in each other. @default 64 */
  depth: number;
  /** How far a delivery's own time may lie from ours, either way, s; behind ours as much longer as its sender's retries keep it. @default 300 */
  toleranceSeconds: number;
  /** Bodies of one hook in memory at a time, bytes; what is more is told to come back. @default 64 MiB */
  inFlightBytes: number;
  /** Deliveries of one hook that are remembered, so that a retry isn't stored again. @default 50,000 */
  remembered: number;
}

export const HOOK_LIMITS: HookLimits = {
  bodyBytes: 4 * 1024 * 1024,
  unpackedBytes: 8 * 1024 * 1024,
  ratio: 100,
  depth: 64,
  toleranceSeconds: 300,
  inFlightBytes: 64 * 1024 * 1024,
  remembered: 50_000,
};
