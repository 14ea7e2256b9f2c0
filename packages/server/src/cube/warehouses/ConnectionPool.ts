import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";

/** A few connections to one DuckDB instance, each used by one query at a time; who comes later waits in order. */
export class ConnectionPool {
  readonly #instance: DuckDBInstance;
  readonly #size: number;
  readonly #idle: DuckDBConnection[] = [];
  readonly #waiting: ((connection: DuckDBConnection) => void)[] = [];
  readonly #open = new Set<DuckDBConnection>();
  #opening = 0;
  #closed = false;

  constructor(instance: DuckDBInstance, size: number) {
    this.#instance = instance;
    this.#size = size;
  }

  /** Runs `work` with a connection of its own. */
  async use<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const connection = await this.#acquire();
    try {
      return await work(connection);
    } finally {
      this.#release(connection);
    }
  }

  /** Closes idle connections at once and busy ones as they come back. The instance stays open: it belongs to somebody else. */
  close(): void {
    this.#closed = true;
    for (const connection of this.#idle.splice(0)) this.#drop(connection);
  }

  async #acquire(): Promise<DuckDBConnection> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    if (this.#open.size + this.#opening >= this.#size) {
      return new Promise((resolve) => this.#waiting.push(resolve));
    }
    this.#opening++;
    try {
      const connection = await this.#instance.connect();
      this.#open.add(connection);
      return connection;
    } finally {
      this.#opening--;
    }
  }

  #release(connection: DuckDBConnection): void {
    const next = this.#waiting.shift();
    if (next !== undefined) next(connection);
    else if (this.#closed) this.#drop(connection);
    else this.#idle.push(connection);
  }

  #drop(connection: DuckDBConnection): void {
    this.#open.delete(connection);
    connection.closeSync();
  }
}
