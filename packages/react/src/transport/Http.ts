import type { Problem } from "@northstar/core";
import { NorthstarError } from "../errors.ts";
import type { TokenSource } from "./token.ts";

export type Fetch = typeof globalThis.fetch;

export interface HttpOptions {
  /** The server's base address, without `/northstar/v1`. */
  apiUrl: string;
  token: TokenSource;
  fetch?: Fetch | undefined;
}

export interface HttpRequest {
  method?: "GET" | "POST";
  body?: string;
  accept: string;
  signal?: AbortSignal | undefined;
  /** Whether it outlives the page that sent it; then its body has at most 64 KB. */
  keepalive?: boolean;
}

/** A refusal of the server, with the whole problem document: that of a batch holds more than one problem. */
export class ProblemError extends NorthstarError {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.code, problem.detail, {
      status: problem.status,
      ...(problem.members && { members: problem.members }),
    });
    this.problem = problem;
  }
}

/** Sends requests with the token, which is renewed once when the server refuses it. */
export class Http {
  readonly #options: HttpOptions;

  constructor(options: HttpOptions) {
    this.#options = options;
  }

  /**
   * Resolves to an answer with a status of success.
   * Throws a `NorthstarError`: `network` and `offline` when no answer came, else the problem's own code; an abort as it is.
   */
  async request(path: string, request: HttpRequest): Promise<Response> {
    const first = await this.#options.token.get();
    let response = await this.#send(path, request, first);
    if (response.status === 401) {
      this.#options.token.drop(first);
      response = await this.#send(path, request, await this.#options.token.get());
    }
    if (response.ok) return response;
    throw await errorOf(response);
  }

  async #send(path: string, request: HttpRequest, token: string): Promise<Response> {
    // Who left while the token was on its way asks nothing.
    request.signal?.throwIfAborted();
    const send = this.#options.fetch ?? globalThis.fetch;
    const { accept, ...rest } = request;
    try {
      return await send(`${this.#options.apiUrl.replace(/\/+$/, "")}${path}`, {
        method: "GET",
        ...rest,
        headers: {
          authorization: `Bearer ${token}`,
          accept,
          ...(rest.body !== undefined && { "content-type": "application/json" }),
        },
        credentials: "omit",
      } as RequestInit);
    } catch (cause) {
      if (request.signal?.aborted) throw cause;
      throw networkError(cause);
    }
  }
}

/** What a failed `fetch` or a broken stream means to the reader. */
export function networkError(cause: unknown): NorthstarError {
  if (globalThis.navigator?.onLine === false) {
    return new NorthstarError("offline", "There is no connection. The numbers come when it is back.", { cause });
  }
  return new NorthstarError(
    "network",
    "The server could not be reached, or the answer broke off. Try again; if it stays, check its address and its allowed origins.",
    { cause },
  );
}

async function errorOf(response: Response): Promise<NorthstarError> {
  const body: unknown = await response.json().catch(() => null);
  if (isProblem(body)) return new ProblemError(body);
  return new NorthstarError("http", `The server answered with status ${response.status} and no reason.`, {
    status: response.status,
  });
}

/** True for an object with the fields of problem details that this package reads. */
export function isProblem(value: unknown): value is Problem {
  if (typeof value !== "object" || value === null) return false;
  const { code, detail, status } = value as Partial<Record<keyof Problem, unknown>>;
  return typeof code === "string" && typeof detail === "string" && typeof status === "number";
}
