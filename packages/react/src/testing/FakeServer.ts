import type {
  Catalog,
  FreshnessReport,
  LoadLine,
  LoadRequest,
  Problem,
  Query,
  Row,
  SourceWatermark,
} from "@northstar/core";

/** Rows, or a problem, for one query. */
export type FakeAnswer = readonly Row[] | Problem;

export interface FakeServerOptions {
  catalog: Catalog;
  freshness: FreshnessReport;
  answer: (query: Query) => FakeAnswer | Promise<FakeAnswer>;
  /** Sources that answers name. @default none */
  answerSources?: readonly string[];
  /** Bytes of a chunk of the streamed answer. @default a line */
  chunkBytes?: number;
  /** Whether there is a stream of events. @default true */
  hasEvents?: boolean;
}

/** A request as the fake server saw it. */
export interface FakeRequest {
  path: string;
  token: string;
  /** Of `/load`. */
  queries: readonly Query[];
  aborted: boolean;
}

/** An in-memory server that speaks the protocol of the real one: NDJSON in chunks, problem details, server-sent events. */
export class FakeServer {
  options: FakeServerOptions;
  readonly requests: FakeRequest[] = [];
  /** Tokens that are refused with 401. */
  readonly refusedTokens = new Set<string>();
  /** Stands in for a broken network. */
  isDown = false;
  readonly #streams = new Set<ReadableStreamDefaultController<Uint8Array>>();

  constructor(options: FakeServerOptions) {
    this.options = options;
  }

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const path = new URL(String(input)).pathname;
    const token = new Headers(init?.headers).get("authorization")?.replace("Bearer ", "") ?? "";
    const body = typeof init?.body === "string" ? (JSON.parse(init.body) as LoadRequest) : null;
    const request: FakeRequest = {
      path,
      token,
      queries: body?.queries.map(({ query }) => query) ?? [],
      aborted: false,
    };
    this.requests.push(request);
    const signal = init?.signal ?? null;
    signal?.addEventListener("abort", () => {
      request.aborted = true;
    });
    if (signal?.aborted) throw signal.reason;
    if (this.isDown) throw new TypeError("Failed to fetch");
    if (this.refusedTokens.has(token)) return problemResponse(problem(401, "token_expired", "The token has ended."));
    switch (path) {
      case "/northstar/v1/catalog":
        return Response.json(this.options.catalog);
      case "/northstar/v1/freshness":
        return Response.json(this.options.freshness);
      case "/northstar/v1/events":
        return this.options.hasEvents === false
          ? problemResponse(problem(404, "not_found", "No."))
          : this.#events(signal);
      case "/northstar/v1/load":
        return this.#load(body?.queries ?? [], signal);
      default:
        return problemResponse(problem(404, "not_found", `There is no ${path}.`));
    }
  };

  /** Requests of `/load`, those of a path otherwise. */
  requestsOf(path: string): FakeRequest[] {
    return this.requests.filter((request) => request.path === `/northstar/v1/${path}`);
  }

  /** Announces watermarks to everyone who listens. */
  announce(watermarks: readonly SourceWatermark[]): void {
    this.send(`event: watermark\ndata: ${JSON.stringify(watermarks)}\n\n`);
  }

  /** Sends raw text down the stream of events. */
  send(text: string): void {
    for (const stream of this.#streams) stream.enqueue(new TextEncoder().encode(text));
  }

  get listeners(): number {
    return this.#streams.size;
  }

  #events(signal: AbortSignal | null): Response {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#streams.add(controller);
        controller.enqueue(new TextEncoder().encode("retry: 3000\n\n: heartbeat\n\n"));
        signal?.addEventListener("abort", () => {
          if (this.#streams.delete(controller)) controller.error(signal.reason);
        });
      },
    });
    return new Response(body, { headers: { "content-type": "text/event-stream" } });
  }

  async #load(queries: LoadRequest["queries"], signal: AbortSignal | null): Promise<Response> {
    const lines = queries.map(async ({ id, query }): Promise<LoadLine> => {
      const answer = await this.options.answer(query);
      if (!isRows(answer)) return { id, error: answer };
      const freshness = { sources: this.options.answerSources ?? [], watermark: null };
      return { id, data: answer, annotation: {}, lastRefreshTime: null, freshness };
    });
    const { chunkBytes = Number.POSITIVE_INFINITY } = this.options;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        let isOpen = true;
        signal?.addEventListener("abort", () => {
          if (isOpen) controller.error(signal.reason);
          isOpen = false;
        });
        const write = (line: LoadLine) => {
          const bytes = new TextEncoder().encode(`${JSON.stringify(line)}\n`);
          for (let start = 0; isOpen && start < bytes.length; start += chunkBytes) {
            controller.enqueue(bytes.slice(start, Math.min(bytes.length, start + chunkBytes)));
          }
        };
        void Promise.all(lines.map((line) => line.then(write))).then(() => {
          if (isOpen) controller.close();
          isOpen = false;
        });
      },
    });
    return new Response(body, { headers: { "content-type": "application/x-ndjson" } });
  }
}

export function problem(status: number, code: string, detail: string): Problem {
  return { type: `urn:northstar:problem:${code}`, title: code, status, code, detail };
}

export function problemResponse(body: Problem & { errors?: unknown }): Response {
  return Response.json(body, { status: body.status, headers: { "content-type": "application/problem+json" } });
}

function isRows(answer: FakeAnswer): answer is readonly Row[] {
  return Array.isArray(answer);
}
