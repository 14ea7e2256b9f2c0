import { setTimeout } from "node:timers/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { DuckDBSource } from "./DuckDBSource.ts";
import { isUnavailable, warehouseUnavailable } from "./unavailable.ts";

const INTERRUPT_EVERY_MS = 20;

interface Waiting {
  resolve(connection: DuckDBConnection): void;
  reject(error: unknown): void;
}

/** A few connections to one DuckDB instance, each used by one query at a time; who comes later waits in order. */
export class ConnectionPool {
  readonly #source: DuckDBSource;
  readonly #size: number;
  readonly #stopListening: () => void;
  readonly #idle: DuckDBConnection[] = [];
  readonly #waiting: Waiting[] = [];
  readonly #open = new Set<DuckDBConnection>();
  /** In use, of an instance that nobody should use any more. */
  readonly #leaving = new Set<DuckDBConnection>();
  #opening = 0;
  /** Instances that were left. */
  #left = 0;
  #closed = false;

  constructor(source: DuckDBSource, size: number) {
    this.#source = source;
    this.#size = size;
    this.#stopListening = source.onReopen?.(() => this.#letGo()) ?? (() => undefined);
  }

  /** Runs `work` with a connection of its own. @throws what `work` throws, or that the warehouse is being opened anew */
  async use<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const connection = await this.#acquire();
    try {
      return await work(connection);
    } catch (error) {
      // All connections are of the same instance: the next asks for one to what may have been opened in its place.
      if (error instanceof Error && isUnavailable(error.message)) this.#abandon();
      throw this.#leaving.has(connection) ? warehouseUnavailable(error) : error;
    } finally {
      this.#release(connection);
    }
  }

  /** Closes idle connections at once and busy ones as they come back. The instance stays open: it belongs to somebody else. */
  close(): void {
    this.#closed = true;
    this.#stopListening();
    for (const connection of this.#idle.splice(0)) this.#drop(connection);
  }

  async #acquire(): Promise<DuckDBConnection> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    if (this.#open.size + this.#opening >= this.#size) {
      return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
    }
    this.#opening++;
    try {
      for (;;) {
        const left = this.#left;
        const connection = await this.#source.connect();
        if (left === this.#left) {
          this.#open.add(connection);
          return connection;
        }
        // It may be of the instance that was left meanwhile.
        connection.closeSync();
      }
    } catch (error) {
      throw warehouseUnavailable(error);
    } finally {
      this.#opening--;
    }
  }

  #release(connection: DuckDBConnection): void {
    const isLeaving = this.#leaving.has(connection);
    if (isLeaving) this.#drop(connection);
    const next = this.#waiting.shift();
    if (next !== undefined) {
      if (isLeaving) this.#acquire().then(next.resolve, next.reject);
      else next.resolve(connection);
    } else if (!isLeaving) {
      if (this.#closed) this.#drop(connection);
      else this.#idle.push(connection);
    }
  }

  async #letGo(): Promise<void> {
    this.#abandon();
    while (this.#leaving.size > 0) {
      // Again: DuckDB forgets an interrupt that comes between preparing a statement and running it.
      for (const connection of this.#leaving) connection.interrupt();
      await setTimeout(INTERRUPT_EVERY_MS);
    }
  }

  /** Closes idle connections now and busy ones as they come back. */
  #abandon(): void {
    this.#left++;
    for (const connection of this.#idle.splice(0)) this.#drop(connection);
    for (const connection of this.#open) this.#leaving.add(connection);
  }

  #drop(connection: DuckDBConnection): void {
    this.#open.delete(connection);
    this.#leaving.delete(connection);
    connection.closeSync();
  }
}
