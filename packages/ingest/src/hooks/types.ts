/** A delivery as it came over the wire, before anything looks inside. */
export interface HookRequest {
  method: string;
  /** The address that the sender called and may have signed, with its query. */
  url: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** The raw bytes; unpacked where the sender packed them. */
  body: Buffer;
  /** µs UTC. */
  receivedAt: bigint;
}

/** Why a delivery is refused; the code of its answer and the kind of its row in `security_events`. */
export type RefusalKind =
  | "signature_missing"
  | "signature_invalid"
  | "timestamp_invalid"
  | "timestamp_stale"
  | "timestamp_future"
  | "replay"
  | "token_invalid";

/** What checking a delivery comes to. */
export type Verdict =
  /** `dedupKey`: the delivery's own id, where the format has one that a retry keeps. */
  { ok: true; dedupKey: string | null } | { ok: false; kind: RefusalKind; message: string };

/** How one sender proves that a delivery is its own. Pure: no clock, no memory, constant-time comparisons. */
export interface HookScheme {
  /** Names of the secrets it needs, as the secret store knows them. */
  secrets: readonly string[];
  /** @param secrets by name: all values that are accepted now, the newest first */
  verify(request: HookRequest, secrets: Readonly<Record<string, readonly string[]>>): Verdict;
  /** Answers a GET that asks whether the address is ours; null when it isn't such a question. */
  challenge?(
    request: HookRequest,
    secrets: Readonly<Record<string, readonly string[]>>,
  ): { status: number; body: string } | null;
}
