import { type LoadLine, type LoadRequest, type Problem, type Query, queryKey } from "@northstar/core";
import { NorthstarError } from "../errors.ts";
import { type Http, isProblem, networkError, ProblemError } from "./Http.ts";
import { readLines } from "./lines.ts";

/** An answer to one query. */
export type Answer = Extract<LoadLine, { data: unknown }>;

/** Most queries that the server takes in one request. */
const MAX_QUERIES = 100;

interface Waiter {
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

/** One query of a batch and everyone who waits for it. */
interface Entry {
  id: string;
  query: Query;
  waiters: Set<Waiter>;
  /** Called once its answer is here, and there is nothing to wait for any more. */
  whenSettled?: () => void;
}

interface Batch {
  entries: Map<string, Entry>;
  abort: AbortController;
}

/**
 * Collects the queries of one tick, asks for each different one once, in one request, and answers each as its line arrives.
 * A query that is under way already is waited for and not asked again, until `forget` says that its answer would be an old one.
 */
export class BatchLoader {
  readonly #http: Http;
  #next: Batch | null = null;
  /** Entries of requests under way, by the query's key. */
  #underWay = new Map<string, { entry: Entry; batch: Batch }>();

  constructor(http: Http) {
    this.#http = http;
  }

  /**
   * Throws the query's own `NorthstarError`; `signal` ends the wait, and the request once nobody waits for it.
   * @param key what `queryKey` gives of the query, where it is known already
   */
  load(query: Query, signal?: AbortSignal, key = queryKey(query)): Promise<Answer> {
    return new Promise<Answer>((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const { entry, batch } = this.#entryOf(query, key);

      const leave = () => {
        entry.waiters.delete(waiter);
        reject(signal?.reason);
        // One that isn't sent yet may still be joined: StrictMode leaves and comes back within the tick.
        if (batch !== this.#next && isDeserted(batch)) batch.abort.abort();
      };
      const done = () => {
        entry.waiters.delete(waiter);
        signal?.removeEventListener("abort", leave);
      };
      const waiter: Waiter = {
        resolve: (answer) => {
          done();
          resolve(answer);
        },
        reject: (error) => {
          done();
          reject(error);
        },
      };
      entry.waiters.add(waiter);
      signal?.addEventListener("abort", leave, { once: true });
    });
  }

  /** Nothing that is asked from now on waits for a request that has been sent: data or the reader have changed since. */
  forget(): void {
    this.#underWay = new Map();
  }

  #entryOf(query: Query, key: string): { entry: Entry; batch: Batch } {
    const sent = this.#underWay.get(key);
    if (sent && !sent.batch.abort.signal.aborted) return sent;
    const batch = this.#collect();
    const entry = batch.entries.get(key) ?? { id: String(batch.entries.size), query, waiters: new Set() };
    batch.entries.set(key, entry);
    return { entry, batch };
  }

  #collect(): Batch {
    if (this.#next) return this.#next;
    const batch: Batch = { entries: new Map(), abort: new AbortController() };
    this.#next = batch;
    // A macrotask: effects of one commit, and what their first promises ask, fall into the same request.
    setTimeout(() => {
      this.#next = null;
      void this.#send(batch);
    }, 0);
    return batch;
  }

  async #send(batch: Batch): Promise<void> {
    const asked = [...batch.entries].filter(([, { waiters }]) => waiters.size > 0);
    const underWay = this.#underWay;
    for (const [key, entry] of asked) {
      entry.whenSettled = () => {
        if (underWay.get(key)?.entry === entry) underWay.delete(key);
      };
      underWay.set(key, { entry, batch });
    }
    const entries = asked.map(([, entry]) => entry);
    const requests: Promise<void>[] = [];
    for (let start = 0; start < entries.length; start += MAX_QUERIES) {
      requests.push(this.#settleAll(entries.slice(start, start + MAX_QUERIES), batch.abort.signal));
    }
    await Promise.all(requests);
  }

  /** Never rejects: whatever happens, everyone who waits is told. */
  async #settleAll(entries: readonly Entry[], signal: AbortSignal): Promise<void> {
    try {
      await this.#ask(entries, signal);
      rejectAll(
        entries,
        new NorthstarError("no_answer", "The server's answer ended without this query's line. Try again."),
      );
    } catch (error) {
      for (const { id, error: own } of problemsOf(error)) {
        rejectAll(
          entries.filter((entry) => entry.id === id),
          new ProblemError(own),
        );
      }
      rejectAll(entries, error instanceof NorthstarError ? error : networkError(error));
    }
  }

  async #ask(entries: readonly Entry[], signal: AbortSignal): Promise<void> {
    const body: LoadRequest = { queries: entries.map(({ id, query }) => ({ id, query })) };
    const response = await this.#http.request("/northstar/v1/load", {
      method: "POST",
      body: JSON.stringify(body),
      accept: "application/x-ndjson",
      signal,
    });
    if (!response.body) return;
    const byId = new Map(entries.map((entry) => [entry.id, entry]));
    for await (const text of readLines(response.body)) {
      if (text.trim() === "") continue;
      const line = parseJson(text);
      if (!hasId(line)) throw misfit();
      const entry = byId.get(line.id);
      if (entry) settle(entry, line);
    }
  }
}

/** Answers everyone who waits for one query; a line that doesn't fit is that query's error alone. */
function settle(entry: Entry, line: { id: string }): void {
  entry.whenSettled?.();
  for (const waiter of [...entry.waiters]) {
    if (isAnswer(line)) waiter.resolve(line);
    else waiter.reject("error" in line && isProblem(line.error) ? new ProblemError(line.error) : misfit());
  }
}

function hasId(line: unknown): line is { id: string } {
  return typeof line === "object" && line !== null && "id" in line && typeof line.id === "string";
}

function isAnswer(line: { id: string }): line is Answer {
  return "data" in line && Array.isArray(line.data);
}

function isDeserted(batch: Batch): boolean {
  return [...batch.entries.values()].every(({ waiters }) => waiters.size === 0);
}

function rejectAll(entries: readonly Entry[], error: NorthstarError): void {
  for (const { waiters, whenSettled } of entries) {
    whenSettled?.();
    for (const waiter of [...waiters]) waiter.reject(error);
  }
}

/** When every query of a request fails alike, the server refuses the request and lists each query's own problem in `errors`. */
function problemsOf(error: unknown): { id: string; error: Problem }[] {
  const errors: unknown = error instanceof ProblemError && "errors" in error.problem ? error.problem.errors : [];
  if (!Array.isArray(errors)) return [];
  return errors.filter(
    (line): line is { id: string; error: Problem } => hasId(line) && "error" in line && isProblem(line.error),
  );
}

function misfit(): NorthstarError {
  return new NorthstarError(
    "bad_answer",
    "The answer doesn't fit what this version of Northstar expects. Check that apiUrl points at a Northstar server of the same version.",
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
