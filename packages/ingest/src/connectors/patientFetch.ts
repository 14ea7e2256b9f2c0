import { ConnectorError } from "./connectorError.ts";
import { readLimited } from "./readLimited.ts";
import { retryAfterMs } from "./retryAfter.ts";
import type { Sleep } from "./sleep.ts";
import { theirNow } from "./theirNow.ts";
import type { TokenBucket } from "./tokenBucket.ts";

/** An answer of 4xx. */
export interface Refusal {
  status: number;
  headers: Headers;
  body: string;
}

/** Headers that prove who asks for this. `refused`: what was answered to the ones given before, which have to be renewed. */
export type Authorise = (request: Request, refused: Refusal | null) => Promise<Readonly<Record<string, string>>>;

/**
 * What a 4xx means where its status doesn't say: that the proof has ended, which its renewal may mend, or that fewer requests are asked for.
 */
export type ReadRefusal = (refusal: Refusal) => "proof_ended" | "rate_limited" | null;

export interface PatienceOptions {
  /** Who is asked, for messages. */
  provider: string;
  bucket: TokenBucket;
  /** @default nobody has to prove anything */
  authorise?: Authorise | undefined;
  /** @default 401 is a proof that has ended, 429 a limit, any other 4xx neither */
  readRefusal?: ReadRefusal | undefined;
  /** Milliseconds since the epoch. */
  now(): number;
  /** 0 to 1. */
  random(): number;
  sleep: Sleep;
  signal: AbortSignal;
  /** @default the platform's */
  fetch?: ((request: Request) => Promise<Response>) | undefined;
  limits?: Partial<PatienceLimits> | undefined;
}

export interface PatienceLimits {
  /** Requests for one answer, the first included. */
  attempts: number;
  /** The first pause is at most so long, each further one at most twice the one before. */
  baseMs: number;
  maxPauseMs: number;
  /** For one attempt, from asking to the last byte. */
  attemptMs: number;
  /** For all attempts and pauses together. */
  totalMs: number;
  /** Of an answer, unpacked. */
  maxBytes: number;
}

const LIMITS: PatienceLimits = {
  attempts: 6,
  baseMs: 1000,
  maxPauseMs: 60_000,
  attemptMs: 60_000,
  totalMs: 5 * 60_000,
  maxBytes: 64 * 1024 * 1024,
};

/** An attempt that may be made again. */
interface Setback {
  error: ConnectorError;
  /** What the provider asks for. */
  pauseMs: number | null;
}

/** An attempt that may be made again with other proof. */
interface Refused {
  refusal: Refusal;
}

/**
 * Asks with patience. A rate limit (429), a server's fault (5xx), a connection that breaks, also in the middle of an answer, and silence
 * are tried again after what `Retry-After` says, else after a random pause below a growing bound ("full jitter"). A 401, or what else says
 * that the proof has ended, is tried once more with new proof. Any other 4xx fails at once. The answer comes with its body already read, so that all of it came.
 *
 * Every request is taken to be repeatable, as those of connectors are: they read.
 *
 * @throws ConnectorError `rate_limited`, `unavailable`, `unreachable`, `unauthorised`, `refused`, `answer_too_large`, `stopped`
 */
export function patientFetch(options: PatienceOptions): (request: Request) => Promise<Response> {
  const { provider, bucket, authorise, readRefusal, now, random, sleep, signal } = options;
  const { fetch: ask = globalThis.fetch } = options;
  const limits = { ...LIMITS, ...options.limits };

  async function attempt(request: Request, refused: Refusal | null): Promise<Response | Setback | Refused> {
    const proof = await authorise?.(request, refused);
    await bucket.take(signal);
    const ends = AbortSignal.any([signal, AbortSignal.timeout(limits.attemptMs)]);
    const sent = new Request(request.clone(), { signal: ends });
    for (const [name, value] of Object.entries(proof ?? {})) sent.headers.set(name, value);
    let answer: Response;
    let body: Buffer | null;
    try {
      answer = await ask(sent);
      body = await readLimited(answer, limits.maxBytes);
    } catch (cause) {
      if (signal.aborted) throw cause;
      // The cause may name the address, which may hold a key: it stays out of what is told.
      return setback("unreachable", "didn't answer, or broke off in the middle of an answer");
    }
    if (body === null) throw new ConnectorError("answer_too_large", `${provider} answered with more than is taken.`);
    const { status } = answer;
    if (status === 429) return setback("rate_limited", "asks for fewer requests", answer);
    if (status >= 500 || status === 408) return setback("unavailable", "has a fault of its own", answer);
    if (status >= 400) {
      const refusal: Refusal = { status, headers: answer.headers, body: body.toString("utf8") };
      const meaning = readRefusal?.(refusal) ?? (status === 401 ? "proof_ended" : null);
      if (meaning === "rate_limited") return setback("rate_limited", "asks for fewer requests", answer);
      if (meaning === "proof_ended") return { refusal };
    }
    return new Response(status === 204 || status === 304 ? null : new Uint8Array(body), {
      status,
      headers: answer.headers,
    });
  }

  function setback(code: "unreachable" | "rate_limited" | "unavailable", what: string, answer?: Response): Setback {
    const pauseMs = answer ? retryAfterMs(answer.headers, now()) : null;
    const said = answer ? ` (status ${answer.status})` : "";
    const error = new ConnectorError(code, `${provider} ${what}${said}; it is asked again later.`, {
      ...(answer && { status: answer.status }),
      retryAfterMs: pauseMs,
    });
    return { error, pauseMs };
  }

  return async (request) => {
    const deadline = now() + limits.totalMs;
    let renewed = false;
    let refused: Refusal | null = null;
    try {
      for (let made = 0; ; ) {
        const outcome: Response | Setback | Refused = await attempt(request, refused);
        refused = null;
        if ("refusal" in outcome) {
          if (!authorise || renewed) throw unauthorised(outcome.refusal, provider);
          renewed = true;
          refused = outcome.refusal;
          continue;
        }
        if (outcome instanceof Response) {
          refuseBad(outcome, provider);
          return outcome;
        }
        made++;
        const bound = Math.min(limits.maxPauseMs, limits.baseMs * 2 ** (made - 1));
        // Told a time, everybody comes back at that time: a little later is kinder.
        const pause = outcome.pauseMs === null ? random() * bound : outcome.pauseMs + random() * limits.baseMs;
        if (made >= limits.attempts || now() + pause > deadline) throw outcome.error;
        await sleep(pause, signal);
      }
    } catch (error) {
      if (signal.aborted) throw new ConnectorError("stopped", `Asking ${provider} was stopped.`);
      throw error;
    }
  };
}

function refuseBad({ ok, status, headers }: Response, provider: string): void {
  if (ok) return;
  if (status === 401 || status === 403) throw unauthorised({ status, headers }, provider);
  throw new ConnectorError("refused", `${provider} refused the request (status ${status}).`, {
    status,
    theirNow: theirNow(headers),
  });
}

function unauthorised({ status, headers }: Pick<Refusal, "status" | "headers">, provider: string): ConnectorError {
  return new ConnectorError(
    "unauthorised",
    `${provider} doesn't accept the key (status ${status}); check the secret and what it may read.`,
    { status, theirNow: theirNow(headers) },
  );
}
