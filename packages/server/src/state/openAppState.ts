import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import type { PgBoss } from "pg-boss";
import { ServerError } from "../errors.ts";
import type { AppState, StateDatabase } from "./AppState.ts";
import { listenOnPostgres } from "./listenOnPostgres.ts";
import { migrate } from "./migrate.ts";

export interface AppStateOptions {
  /** Postgres, as `postgres://user:password@host/database`. Without it the state is embedded. */
  url?: string | undefined;
  /** Folder of the embedded state, made where it is missing; without one it is in memory and gone at the end. */
  dataDir?: string | undefined;
  /** Told of faults outside of any call: a lost connection, a job's housekeeping. @default writes their names to standard error */
  onError?: ((error: unknown) => void) | undefined;
}

/** pg-boss keeps its tables here. */
const JOBS_SCHEMA = "northstar_jobs";

/** Connections that one process takes of Postgres. */
const MAX_CONNECTIONS = 8;

/**
 * Opens the app state and brings its schema up to date; several processes may do so at once on one Postgres. An embedded one belongs to one
 * process at a time.
 * @throws ServerError `state_unavailable`
 */
export async function openAppState(options: AppStateOptions = {}): Promise<AppState> {
  const { onError = (error) => console.error(`app state: ${error instanceof Error ? error.name : "failed"}`) } =
    options;
  try {
    return options.url === undefined
      ? await openEmbedded(options.dataDir, onError)
      : await openPostgres(options.url, onError);
  } catch (cause) {
    if (cause instanceof ServerError) throw cause;
    throw new ServerError(
      "state_unavailable",
      options.url === undefined
        ? "The embedded app state can't be opened. Another process may have it, or its folder can't be written."
        : "The Postgres of the app state can't be opened. See that it runs, and that its address and password are right.",
      { cause },
    );
  }
}

async function openPostgres(url: string, onError: (error: unknown) => void): Promise<AppState> {
  const [{ Pool }, { drizzle }, { PgBoss }] = await Promise.all([
    import("pg").then(({ default: pg }) => pg),
    import("drizzle-orm/node-postgres"),
    import("pg-boss"),
  ]);
  const pool = new Pool({ connectionString: url, max: MAX_CONNECTIONS });
  let isEnding = false;
  // A pool that is ending listens to its connections no more, and one that the server ends first would take the process with it.
  const onLost = (error: unknown) => {
    if (!isEnding) onError(error);
  };
  pool.on("error", onLost);
  pool.on("connect", (client) => client.on("error", () => {}));
  const db = drizzle(pool) as unknown as StateDatabase;
  try {
    await migrate(db);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return stateOn({
    db,
    isEmbedded: false,
    onError,
    makeBoss: () => new PgBoss({ connectionString: url, schema: JOBS_SCHEMA, max: 4, useListenNotify: true }),
    listen: (channel, listener) => listenOnPostgres(url, channel, listener, onLost),
    async end() {
      isEnding = true;
      await pool.end();
    },
  });
}

async function openEmbedded(dataDir: string | undefined, onError: (error: unknown) => void): Promise<AppState> {
  const [{ PGlite }, { drizzle }, { fromPglite, PgBoss }] = await Promise.all([
    import("@electric-sql/pglite"),
    import("drizzle-orm/pglite"),
    import("pg-boss"),
  ]);
  const folder = dataDir === undefined ? undefined : join(dataDir, "state");
  if (folder) await mkdir(folder, { recursive: true });
  const client: PGlite = await PGlite.create(folder === undefined ? "memory://" : folder);
  const db = drizzle(client) as unknown as StateDatabase;
  await migrate(db);
  return stateOn({
    db,
    isEmbedded: true,
    onError,
    makeBoss: () =>
      new PgBoss({ db: fromPglite(client), backend: "pglite", schema: JOBS_SCHEMA, useListenNotify: true }),
    listen: (channel, listener) => client.listen(channel, listener),
    end: () => client.close(),
  });
}

interface Parts extends Pick<AppState, "db" | "isEmbedded" | "listen"> {
  makeBoss: () => PgBoss;
  onError: (error: unknown) => void;
  end: () => Promise<void>;
}

function stateOn({ db, isEmbedded, listen, makeBoss, onError, end }: Parts): AppState {
  let boss: Promise<PgBoss> | null = null;
  let hasStopped = false;
  let closed: Promise<void> | null = null;
  const listening = new Set<() => Promise<void>>();
  async function startBoss(): Promise<PgBoss> {
    const made = makeBoss();
    // Its connections are told to end when it stops, and may say after it that the server ended them first.
    made.on("error", (error) => {
      if (!hasStopped) onError(error);
    });
    await made.start();
    return made;
  }
  return {
    db,
    isEmbedded,
    jobs() {
      boss ??= startBoss();
      return boss;
    },
    async listen(channel, listener) {
      const stop = await listen(channel, listener);
      const once = async () => {
        if (listening.delete(once)) await stop();
      };
      listening.add(once);
      return once;
    },
    close() {
      closed ??= (async () => {
        await (await boss)?.stop({ graceful: true, timeout: 10_000 });
        hasStopped = true;
        for (const stop of [...listening]) await stop();
        await end();
      })();
      return closed;
    },
  };
}
