import { setImmediate, setTimeout } from "node:timers/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import { IngestError } from "../errors.ts";
import { applySettings, closeSession, openSession, type Session } from "./session.ts";
import { isBroken, warehouseError } from "./warehouseError.ts";

/** Lets go of connections; resolves when they are closed. */
type LetGo = () => Promise<void>;

/** Others have this long to give their connections back before the attempt is given up; the next one asks them again. */
const LET_GO_MS = 10_000;

/**
 * The instance that works. DuckDB refuses all work on one after some errors (a full disk while it writes its file), until the file is
 * closed by everybody and opened again: whoever comes next has that done first. What was committed is in the file and its log.
 */
export class LiveSession {
  readonly #path: string;
  readonly #readOnly: boolean;
  readonly #settings: string[] = [];
  readonly #letGo = new Set<LetGo>();
  /** Connections that others have. */
  readonly #given = new Set<DuckDBConnection>();
  #session: Session | null;
  #isBroken = false;
  #isWriting = false;
  #reads = 0;
  #whenUnread: () => void = () => undefined;
  #reopening: Promise<void> | null = null;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(session: Session, { path, readOnly }: { path: string; readOnly: boolean }) {
    this.#session = session;
    this.#path = path;
    this.#readOnly = readOnly;
  }

  /** Works on the reading connection, beside others. @throws IngestError, DuckDB's errors */
  async read<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const session = await this.#enter(() => this.#reads++);
    try {
      return await work(session.reader);
    } catch (error) {
      throw this.#noted(session, error);
    } finally {
      this.#reads--;
      if (this.#reads === 0) this.#whenUnread();
    }
  }

  /** Works on the writing connection, one after the other: a connection has one transaction. @throws IngestError, DuckDB's errors */
  write<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      const session = await this.#enter(() => {
        this.#isWriting = true;
      });
      try {
        return await work(session.writer);
      } catch (error) {
        throw this.#noted(session, error);
      } finally {
        this.#isWriting = false;
      }
    });
  }

  /** A connection for somebody else, who closes it when told to by {@link onReopen}. */
  connect(): Promise<DuckDBConnection> {
    return this.read(async () => {
      const connection = this.#giving(await this.#present().instance.connect());
      try {
        // The instance may be broken without anybody having met it yet.
        await connection.run("SELECT 1");
        return connection;
      } catch (error) {
        connection.closeSync();
        throw error;
      }
    });
  }

  #giving(connection: DuckDBConnection): DuckDBConnection {
    const disconnect = connection.disconnectSync.bind(connection);
    // Every way of closing comes by here.
    connection.disconnectSync = () => {
      this.#given.delete(connection);
      disconnect();
    };
    this.#given.add(connection);
    return connection;
  }

  onReopen(letGo: LetGo): () => void {
    this.#letGo.add(letGo);
    return () => this.#letGo.delete(letGo);
  }

  /** Sets the instance, and every one that is opened in its place before anybody asks it. */
  set(settings: readonly string[]): Promise<void> {
    return this.write(async (connection) => {
      await applySettings(connection, settings);
      this.#settings.push(...settings);
    });
  }

  /** Ends behind what is being written. `last` is done on the writing connection, if that works. */
  close(last: (connection: DuckDBConnection) => Promise<void>): Promise<void> {
    return this.#inTurn(async () => {
      await this.#reopening?.catch(() => undefined);
      const session = this.#session;
      this.#session = null;
      this.#isBroken = false;
      if (!session) return;
      await last(session.writer).catch(() => undefined);
      closeSession(session);
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#tail.then(work);
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  #present(): Session {
    if (this.#session) return this.#session;
    throw new IngestError("warehouse_invalid", `The warehouse ${this.#path} is closed.`);
  }

  /** `begin` is called in the same turn in which the session was found to work. */
  async #enter(begin: () => void): Promise<Session> {
    while (this.#isBroken) {
      // Whoever asks may be part of what is being written, which has to end first.
      if (this.#isWriting) throw this.#refusal();
      this.#reopening ??= this.#reopen().finally(() => {
        this.#reopening = null;
      });
      await this.#reopening;
    }
    const session = this.#present();
    begin();
    return session;
  }

  async #reopen(): Promise<void> {
    const left = Promise.all(Array.from(this.#letGo, (letGo) => letGo()));
    const late = new AbortController();
    const isLeft = await Promise.race([
      left.then(() => true),
      setTimeout(LET_GO_MS, false, { signal: late.signal, ref: false }),
    ]);
    late.abort();
    if (this.#reads > 0) await new Promise<void>((resolve) => (this.#whenUnread = resolve));
    // Who was given a connection just now closes it in this turn.
    await setImmediate();
    // With one open DuckDB would wait for it, on a thread that does nothing else.
    if (!isLeft || this.#given.size > 0) throw this.#refusal();
    if (this.#session) closeSession(this.#session);
    this.#session = null;
    try {
      this.#session = await openSession({
        path: this.#path,
        readOnly: this.#readOnly,
        settings: this.#settings,
        makeTables: false,
      });
      this.#isBroken = false;
    } catch (error) {
      throw warehouseError(error, this.#path);
    }
  }

  /** The error as it is told. In memory there is nothing to open again. */
  #noted(session: Session | null, error: unknown): unknown {
    if (session === this.#session && this.#path !== ":memory:" && isBroken(error)) this.#isBroken = true;
    return warehouseError(error, this.#path);
  }

  #refusal(): IngestError {
    return new IngestError(
      "warehouse_invalid",
      `The warehouse ${this.#path} had a fatal error and is opened again as soon as nobody uses it; committed rows are kept.`,
    );
  }
}
