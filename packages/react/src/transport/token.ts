import { NorthstarError } from "../errors.ts";

/** Gives a token of the host's back end. Called again shortly before the last one ends, and when the server refuses one. */
export type GetToken = () => string | Promise<string>;

/** A token is renewed this long before it ends, so that no request carries one that ends on the way. */
const RENEW_BEFORE_MS = 60_000;

/** Keeps one token, renews it before it ends, and asks the host only once however many wait for it. */
export class TokenSource {
  readonly #getToken: GetToken;
  readonly #now: () => Date;
  readonly #onSubject: (subject: string) => void;
  #token: string | null = null;
  #renewAtMs = 0;
  #pending: Promise<string> | null = null;

  /** `onSubject` hears whom each new token is for: its claims without its times, as a text to compare. */
  constructor(getToken: GetToken, now: () => Date, onSubject: (subject: string) => void) {
    this.#getToken = getToken;
    this.#now = now;
    this.#onSubject = onSubject;
  }

  /** Throws `token_unavailable` when the host gives none. */
  async get(): Promise<string> {
    if (this.#token !== null && this.#now().getTime() < this.#renewAtMs) return this.#token;
    this.#pending ??= this.#renew().finally(() => {
      this.#pending = null;
    });
    return this.#pending;
  }

  /** Drops a token that the server has refused; one that has been renewed since stays. */
  drop(token: string): void {
    if (this.#token === token) this.#token = null;
  }

  async #renew(): Promise<string> {
    const token = await this.#ask();
    const claims = readClaims(token);
    this.#token = token;
    this.#renewAtMs = renewalTime(claims, this.#now().getTime());
    this.#onSubject(subjectOf(claims, token));
    return token;
  }

  async #ask(): Promise<string> {
    let token: unknown;
    try {
      token = await this.#getToken();
    } catch (cause) {
      throw new NorthstarError(
        "token_unavailable",
        `getToken() failed, so nothing can be asked of the server. Check the host's token endpoint. (${String(cause)})`,
        { cause },
      );
    }
    if (typeof token === "string" && token !== "") return token;
    throw new NorthstarError(
      "token_unavailable",
      "getToken() gave no token, so nothing can be asked of the server. It must resolve to the text that signToken() made.",
    );
  }
}

type TokenClaims = Record<string, unknown>;

/** Reads a token's claims without checking them: that is the server's part. Null when it isn't a readable JWT. */
function readClaims(token: string): TokenClaims | null {
  const payload = token.split(".")[1];
  if (!payload) return null;
  try {
    const bytes = Uint8Array.from(atob(payload.replaceAll("-", "+").replaceAll("_", "/")), (char) =>
      char.charCodeAt(0),
    );
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof claims === "object" && claims !== null ? (claims as TokenClaims) : null;
  } catch {
    return null;
  }
}

/**
 * A minute before the end, but no earlier than half-way: short tokens are used too. Counted from now by the token's own length,
 * not by its end: a clock that is wrong by minutes must not ask for a token at every request. Unreadable ones are kept until refused.
 */
function renewalTime(claims: TokenClaims | null, nowMs: number): number {
  if (typeof claims?.exp !== "number") return Number.POSITIVE_INFINITY;
  const startsMs = typeof claims.iat === "number" ? claims.iat * 1000 : nowMs;
  const lengthMs = claims.exp * 1000 - startsMs;
  return nowMs + lengthMs - Math.min(RENEW_BEFORE_MS, lengthMs / 2);
}

function subjectOf(claims: TokenClaims | null, token: string): string {
  if (!claims) return token;
  const { iat: _issued, exp: _ends, nbf: _starts, jti: _id, ...lasting } = claims;
  return JSON.stringify(Object.entries(lasting).sort(([first], [second]) => (first < second ? -1 : 1)));
}
