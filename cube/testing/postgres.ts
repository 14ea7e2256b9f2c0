import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chown, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { NorthstarPostgresDriver } from "../../packages/server/src/cube/warehouses/postgresDriver.ts";

const exec = promisify(execFile);

/** How long a cluster may take to come up, on a busy machine. */
const START_SECONDS = 60;

/** A throw-away Postgres that nobody else can reach: its socket is in a folder of its own, it listens on no port, and it forgets all. */
export interface PostgresCluster {
  /** Where a database of the cluster is. */
  urlOf(database: string): string;
  /** Ends the server and removes its folder. */
  stop(): Promise<void>;
}

/** Runs SQL in a database; one script may be several statements when it has no parameters. */
export interface PostgresSession {
  all(sql: string, parameters?: unknown[]): Promise<Record<string, unknown>[]>;
  run(sql: string, parameters?: unknown[]): Promise<void>;
  close(): Promise<void>;
}

/** @param programs folder of `initdb` and `postgres` */
export async function startPostgres(programs: string): Promise<PostgresCluster> {
  const folder = await mkdtemp(join(tmpdir(), "northstar-pg-"));
  // Postgres refuses to run as root; its Debian package brings a user for it.
  const owner = process.getuid?.() === 0 ? await userIds("postgres") : null;
  if (owner !== null) await chown(folder, owner.uid, owner.gid);
  const data = join(folder, "data");
  const options = {
    ...(owner ?? {}),
    cwd: folder,
    env: { PATH: process.env.PATH ?? "", TZ: "UTC", LC_ALL: "C.UTF-8" },
  };
  await exec(
    join(programs, "initdb"),
    ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"],
    options,
  );
  const settings = ["listen_addresses=", "fsync=off", "full_page_writes=off", "synchronous_commit=off", "jit=off"];
  const server = spawn(
    join(programs, "postgres"),
    ["-D", data, "-k", folder, ...settings.flatMap((setting) => ["-c", setting])],
    { ...options, stdio: ["ignore", "ignore", "pipe"] },
  );
  let log = "";
  server.stderr.setEncoding("utf8").on("data", (text: string) => {
    log = (log + text).slice(-4_000);
  });
  const urlOf = (database: string) => `postgres://postgres@localhost/${database}?host=${encodeURIComponent(folder)}`;
  const stop = async () => {
    if (server.exitCode === null) {
      server.kill("SIGINT");
      await once(server, "exit");
    }
    await rm(folder, { recursive: true, force: true });
  };
  const deadline = Date.now() + START_SECONDS * 1000;
  for (;;) {
    try {
      await exec(join(programs, "pg_isready"), ["-q", "-h", folder, "-U", "postgres"], options);
      return { urlOf, stop };
    } catch {
      if (server.exitCode === null && Date.now() < deadline) {
        await setTimeout(50);
        continue;
      }
      await stop();
      throw new Error(`Postgres didn't start:\n${log}`);
    }
  }
}

/** A session whose few connections are closed by `close`. */
export function openPostgres(url: string): PostgresSession {
  const driver = new NorthstarPostgresDriver({
    warehouse: { type: "postgres", url },
    connections: 1,
    timeoutSeconds: 60,
  });
  return {
    all: (sql, parameters) => driver.query(sql, parameters),
    run: async (sql, parameters) => {
      await driver.query(sql, parameters);
    },
    close: () => driver.release(),
  };
}

async function userIds(name: string): Promise<{ uid: number; gid: number }> {
  const idOf = async (flag: string) => Number((await exec("id", [flag, name])).stdout);
  return { uid: await idOf("-u"), gid: await idOf("-g") };
}
