import { openPostgres, type PostgresCluster, startPostgres } from "../../../../../../cube/testing/postgres.ts";
import { findPostgres } from "../../../../../../scripts/postgres.ts";
import type { AppState } from "../../../state/AppState.ts";
import { openAppState } from "../../../state/openAppState.ts";

/** A database that app states are opened on: how to start it, how to open it once more, how to end it. */
export interface StateCase {
  name: string;
  /** Whether several states may be open on it. */
  isShared: boolean;
  start(): Promise<void>;
  open(): Promise<AppState>;
  stop(): Promise<void>;
}

const fail = (error: unknown) => {
  throw error;
};

/** PGlite always; Postgres where there is one. */
export function stateCases(): StateCase[] {
  const programs = findPostgres();
  let cluster: PostgresCluster | null = null;
  let embedded: AppState | null = null;
  const cases: StateCase[] = [
    {
      name: "PGlite",
      isShared: false,
      start: async () => {
        embedded = await openAppState({ onError: fail });
      },
      open: async () => embedded as AppState,
      stop: async () => await embedded?.close(),
    },
  ];
  if (programs === null) return cases;
  return [
    ...cases,
    {
      name: "Postgres",
      isShared: true,
      start: async () => {
        cluster = await startPostgres(programs);
        const session = openPostgres(cluster.urlOf("postgres"));
        await session.run("CREATE DATABASE state");
        await session.close();
      },
      open: () => openAppState({ url: cluster?.urlOf("state"), onError: fail }),
      stop: async () => await cluster?.stop(),
    },
  ];
}
