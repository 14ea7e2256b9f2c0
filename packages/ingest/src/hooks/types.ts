import type { SecretStore } from "../secrets/secretStore.ts";

/** A delivery as it came over the wire, before anything looks inside. */
export interface HookRequest {
  method: string;
  /** The address that the sender called and may have signed, with its query. */
  url: string;
  headers: Pick<Headers, "get">;
  /** The raw bytes; unpacked where the sender packed them. */
  body: Buffer;
}

/** Why a delivery isn't believed; the code of its answer and the kind of its row in `security_events`. */
export type RefusalKind =
  | "signature_missing"
  | "signature_invalid"
  | "timestamp_invalid"
  | "timestamp_stale"
  | "timestamp_future"
  | "replay"
  | "token_invalid";

export interface Refusal {
  ok: false;
  kind: RefusalKind;
  /** What is wrong, for the sender's people; holds no secret. */
  message: string;
}

/** What checking a delivery comes to. */
export type Verdict =
  | {
      ok: true;
      /** The delivery's own id, where the format has one that a retry keeps. */
      dedupKey: string | null;
      /** When it was signed, ms since the epoch; null where the format has no time. Whether that is near enough isn't the scheme's to say. */
      sentAtMs: number | null;
    }
  | Refusal;

/** Values that are accepted now, by the secret's name. */
export type SecretReader = Pick<SecretStore, "get">;

/** How one sender proves that a delivery is its own. Pure: no clock, no memory, constant-time comparisons over raw bytes. */
export interface HookScheme {
  /** Names of the secrets it needs, all of them, as the secret store knows them. */
  secrets: readonly string[];
  /** Media type of its deliveries. */
  takes: "json" | "form";
  /**
   * The proof lies in the body, which is parsed to find it: what is wrong with the body is seen first, and one that is larger than so many
   * bytes isn't taken, since anybody may send it.
   */
  parsesUpToBytes?: number;
  /** What tells the sender that a delivery is kept, where it isn't content with 202. */
  acceptedStatus?: 200;
  /** How long the sender tries again with the first attempt's time, s; where it dates each attempt, none. */
  retriesForSeconds?: number;
  verify(request: HookRequest, secrets: SecretReader): Verdict;
  /** Answers a GET that asks whether the address is ours, with what is to be sent back; null when it isn't such a question. */
  challenge?(request: HookRequest, secrets: SecretReader): { ok: true; body: string } | Refusal | null;
}
