import { hash } from "node:crypto";
import { IngestError } from "../errors.ts";
import type { SecretStore } from "../secrets/secretStore.ts";
import type { Spool } from "../spool/types.ts";
import { type Admission, createAdmission } from "./admission.ts";
import { checkText } from "./body/checkText.ts";
import { checkMediaType } from "./body/mediaType.ts";
import { readBody } from "./body/readBody.ts";
import { mostUnpacked, unpackBody } from "./body/unpackBody.ts";
import { type HookDefinition, hookDefinitions } from "./definitions.ts";
import { HookProblem, isSecurityCode, problemAnswer, type SecurityCode } from "./hookProblem.ts";
import { HOOK_LIMITS, type HookLimits } from "./limits.ts";
import { createReplayMemory, type ReplayMemory } from "./replayMemory.ts";
import { senderAddress } from "./senderAddress.ts";
import type { HookRequest } from "./types.ts";

/** What is known of a request beside itself. */
export interface HookCaller {
  /** Other end of the connection; null when it isn't known. */
  address: string | null;
  /** No more bytes come than `Content-Length` says, as with Node's HTTP/1 parser. */
  isLengthTrue: boolean;
}

/** A delivery that was refused and is a matter of security. */
export interface HookRefusal {
  hook: string;
  kind: SecurityCode;
  /** Null when it isn't known. */
  address: string | null;
  /** Milliseconds since the epoch. */
  at: number;
}

export interface HooksOptions {
  spool: Pick<Spool, "append">;
  secrets: SecretStore;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Told of each refusal; must not throw and not wait. */
  onRefusal?: ((refusal: HookRefusal) => void) | undefined;
  /** Told of faults of our own. @default nobody */
  onError?: ((error: unknown, hook: string) => void) | undefined;
  /**
   * Where senders reach this server, as `https://data.example` or `https://data.example/prefix`, when a proxy changes the address on its way:
   * HubSpot signs the address that it called. @default the address of the request
   */
  publicUrl?: string | undefined;
  /** How many proxies in front write `X-Forwarded-For`; with 0 nobody's word is taken. @default 0 */
  trustedProxies?: number | undefined;
  limits?: Partial<HookLimits> | undefined;
  /** How old a delivery of a hook may be at most, by name. @default `limits.toleranceSeconds`, and as long as its sender tries again */
  toleranceSeconds?: Readonly<Record<string, number>> | undefined;
}

/** Takes a delivery, or the question whether an address is ours. Never rejects. */
export type ReceiveHook = (request: Request, name: string, caller?: HookCaller) => Promise<Response>;

interface OpenHook extends HookDefinition {
  /** How old a delivery may be. */
  mostAgeSeconds: number;
  room: Admission;
  memory: ReplayMemory;
}

const UNKNOWN_CALLER: HookCaller = { address: null, isLengthTrue: false };
// Its length said, so that Node sends no chunks of nothing.
const ACCEPTED_HEADERS = { "cache-control": "no-store", "content-length": "0" };
const TEXT_HEADERS = {
  "content-type": "text/plain; charset=utf-8",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
};

/**
 * Receives what senders post: size, unpacking, proof over the raw bytes, time, replay; then it is appended to the spool, and only what is
 * durable is answered with 202 (200 where the sender wants that). Anything else is a problem document with a code of {@link HOOK_CODES}.
 * What one hook is sent doesn't hold up another.
 * @throws IngestError `bad_option` for a `publicUrl` that isn't an address
 */
export function createHooks(options: HooksOptions): ReceiveHook {
  const { spool, secrets, now, onRefusal, onError, trustedProxies = 0 } = options;
  const limits: HookLimits = { ...HOOK_LIMITS, ...options.limits };
  const publicUrl = readPublicUrl(options.publicUrl);
  const hooks = new Map(
    hookDefinitions(secrets).map((definition): [string, OpenHook] => [
      definition.name,
      {
        ...definition,
        room: createAdmission(limits.inFlightBytes),
        memory: createReplayMemory(limits.remembered),
        mostAgeSeconds:
          options.toleranceSeconds?.[definition.name] ??
          limits.toleranceSeconds + (definition.scheme.retriesForSeconds ?? 0),
      },
    ]),
  );

  async function answer(hook: OpenHook, request: Request, caller: HookCaller): Promise<Response> {
    const missing = hook.secrets.filter((name) => secrets.get(name).length === 0);
    if (missing.length > 0) {
      throw new HookProblem("unconfigured", `This hook isn't set up here: ${missing.join(" and ")} isn't set.`);
    }
    if (request.method === "GET" || request.method === "HEAD") return challenge(hook, request);
    if (request.method !== "POST") {
      throw new HookProblem("method_not_allowed", "A hook takes POST.", {
        headers: { allow: hook.scheme.challenge ? "GET, POST" : "POST" },
      });
    }
    checkMediaType(request.headers.get("content-type"), hook.scheme.takes);
    const taken = { bytes: 0 };
    try {
      await deliver(hook, request, caller, taken);
    } finally {
      hook.room.give(taken.bytes);
    }
    return new Response(null, { status: hook.scheme.acceptedStatus ?? 202, headers: ACCEPTED_HEADERS });
  }

  async function deliver(
    hook: OpenHook,
    request: Request,
    caller: HookCaller,
    taken: { bytes: number },
  ): Promise<void> {
    const { scheme, source } = hook;
    const { headers } = request;
    const parsedFirst = scheme.parsesUpToBytes !== undefined;
    const sent = await readBody(request, {
      maxBytes: Math.min(limits.bodyBytes, scheme.parsesUpToBytes ?? Number.POSITIVE_INFINITY),
      isLengthTrue: caller.isLengthTrue,
      room: hook.room,
      taken,
    });
    const encoding = headers.get("content-encoding");
    const body = encoding === null ? sent : await unpackWithin(hook, sent, encoding, taken);
    if (parsedFirst) await checkText(body, scheme.takes, limits.depth);
    const verdict = scheme.verify(asHookRequest(request, body), secrets);
    if (!verdict.ok) throw new HookProblem(verdict.kind, verdict.message);
    const at = now();
    if (verdict.sentAtMs !== null) checkTime(at - verdict.sentAtMs, hook.mostAgeSeconds, limits.toleranceSeconds);
    if (!parsedFirst) await checkText(body, scheme.takes, limits.depth);

    const digest = hash("sha256", body, "hex");
    const dedupKey = verdict.dedupKey ?? `sha256:${digest}`;
    const delivery = {
      source,
      dedupKey,
      receivedAt: BigInt(at) * 1000n,
      // No other: signatures and tokens open doors, and nothing reads the rest.
      headers: { "content-type": headers.get("content-type") ?? "" },
      body,
    };
    const outcome = await hook.memory.once(dedupKey, digest, () => spool.append(delivery));
    if (outcome === "other") {
      throw new HookProblem("replay", "A delivery with this id or token was accepted before, with another body.");
    }
  }

  async function unpackWithin(
    { scheme, room }: OpenHook,
    sent: Buffer,
    encoding: string,
    taken: { bytes: number },
  ): Promise<Buffer> {
    const unpackedBytes = Math.min(limits.unpackedBytes, scheme.parsesUpToBytes ?? Number.POSITIVE_INFINITY);
    const maxBytes = mostUnpacked(sent.length, { unpackedBytes, ratio: limits.ratio });
    // What it may become is taken before it does.
    room.take(maxBytes);
    taken.bytes += maxBytes;
    return unpackBody(sent, encoding, maxBytes);
  }

  function challenge(hook: OpenHook, request: Request): Response {
    if (!hook.scheme.challenge) {
      throw new HookProblem("method_not_allowed", "This hook takes POST.", { headers: { allow: "POST" } });
    }
    const verdict = hook.scheme.challenge(asHookRequest(request, Buffer.alloc(0)), secrets);
    if (verdict === null) throw new HookProblem("challenge_missing", "The GET asks nothing that this hook answers.");
    if (!verdict.ok) throw new HookProblem(verdict.kind, verdict.message);
    return new Response(verdict.body, { status: 200, headers: TEXT_HEADERS });
  }

  function asHookRequest({ method, url, headers }: Request, body: Buffer): HookRequest {
    return { method, url: publicUrl === null ? url : publicUrl + pathOf(url), headers, body };
  }

  return async (request, name, caller = UNKNOWN_CALLER) => {
    const hook = hooks.get(name);
    try {
      if (!hook) throw new HookProblem("unknown_hook", "There is no hook of this name.");
      return await answer(hook, request, caller);
    } catch (error) {
      const problem = error instanceof HookProblem ? error : notStored(error);
      if (hook && isSecurityCode(problem.code)) {
        const address = senderAddress(request.headers, caller.address, trustedProxies);
        onRefusal?.({ hook: hook.name, kind: problem.code, address, at: now() });
      }
      if (problem.code === "not_stored") onError?.(error, name);
      return problemAnswer(problem);
    }
  };
}

/** What the sender is told of a delivery that couldn't be kept: it shall come again. */
function notStored(cause: unknown): HookProblem {
  const again = { headers: { "retry-after": "30" }, cause };
  if (cause instanceof IngestError && cause.code === "spool_full") {
    return new HookProblem("spool_full", "There is no room for deliveries at the moment. Send it again later.", again);
  }
  return new HookProblem("not_stored", "The delivery couldn't be kept. Send it again later.", again);
}

function checkTime(ageMs: number, mostAgeSeconds: number, aheadSeconds: number): void {
  if (ageMs > mostAgeSeconds * 1000) {
    throw new HookProblem("timestamp_stale", `The delivery was signed more than ${mostAgeSeconds} s ago.`);
  }
  if (ageMs < -aheadSeconds * 1000) {
    throw new HookProblem("timestamp_future", `The delivery is dated more than ${aheadSeconds} s ahead of our clock.`);
  }
}

/** Path and query. */
function pathOf(url: string): string {
  const path = url.indexOf("/", url.indexOf("//") + 2);
  return path < 0 ? "/" : url.slice(path);
}

function readPublicUrl(url: string | undefined): string | null {
  if (url === undefined) return null;
  if (!/^https?:\/\//.test(url) || !URL.canParse(url) || /[?#]/.test(url)) {
    throw new IngestError("bad_option", "publicUrl isn't an address such as https://data.example.");
  }
  return url.replace(/\/+$/, "");
}
