import type { IncomingMessage, ServerResponse } from "node:http";
import type { Claims, MemberAnnotation, Query, Row } from "@northstar/core";
import type { OutputCell } from "./result/types.ts";
import type { WarehouseConnection } from "./warehouses/connection.ts";
import type { DuckDBSource } from "./warehouses/DuckDBSource.ts";

export interface CubeRuntimeOptions {
  /** Folder of the model's YAML files. */
  modelPath: string;
  /**
   * The embedded warehouse, shared with ingest: opened and closed by the caller. A `DuckDBInstance`, or a warehouse's `instance`, which gives
   * connections to the one that was opened in its place after a fatal error. Either this or `warehouse`.
   */
  instance?: DuckDBSource | undefined;
  /** Another warehouse, connected to through Cube's own driver, which must be installed. Either this or `instance`. */
  warehouse?: WarehouseConnection | undefined;
  /** Reporting zone (IANA): of queries that name none, and of rollups. */
  timeZone: string;
  /** Serves Cube's playground, recompiles a changed model, and lets the playground see SQL. */
  development: boolean;
  /** Throws when the token is not to be trusted. */
  verifyToken(token: string): Promise<Claims>;
  /** Adds what a reader's token imposes (tenant, row filters). Gets the query in Cube's normalised form: add to it, don't rebuild it. */
  rewriteQuery(query: Query, claims: Claims): Query | Promise<Query>;
  /** Builds rollups in the background, before a query needs them. @default true */
  refreshWorker?: boolean;
  /** Seconds between two looks of the refresh worker; each look costs some milliseconds a partition. @default 30 */
  refreshSeconds?: number;
  /** Seconds after which a query is given up. @default 60 */
  queryTimeoutSeconds?: number;
  /** Connections that queries share. @default 3 */
  connections?: number;
  /** Schema of the warehouse for rollups. @default "rollups" */
  rollupSchema?: string;
  /** Gets Cube's log events. @default errors and warnings go to standard error, the rest nowhere. */
  log?: (event: string, details: Record<string, unknown>) => void;
}

export interface CubeLoadOptions {
  requestId?: string;
  /** Takes rollups as they are, without waiting until they have the rows of the last commits: `buildRollups` brings those. @default false */
  readyRollups?: boolean;
  /** Ends the wait (not the query, which others may share). */
  signal?: AbortSignal;
}

export interface CubeAnswer {
  /** Numbers are strings, times `YYYY-MM-DDTHH:mm:ss.SSS` in the query's zone. With `compareDateRange` the rows of every range, in order. */
  data: Row[];
  /** By member name. */
  annotation: Record<string, MemberAnnotation>;
  /** When Cube filled its cache (of the oldest part), ISO, UTC. */
  lastRefreshTime: string | null;
  /** Rollups that answered, by table; empty when the query went to the tables. */
  usedPreAggregations: Record<string, unknown>;
}

/** A cell as an answer has it: numbers are strings. */
export type CubeCell = OutputCell;

export interface CubeMetaMember {
  name: string;
  title: string;
  shortTitle: string;
  description?: string;
  type: string;
  format?: unknown;
  meta?: Record<string, unknown>;
  /** Member of the cube behind a view's member. */
  aliasMember?: string;
  /** Of a measure: dimensions that show the rows behind it, in full. */
  drillMembers?: readonly string[];
  isVisible?: boolean;
  /** The reader gets a mask in place of its values. */
  masked?: boolean;
}

export interface CubeMetaCube {
  name: string;
  type: "cube" | "view";
  title: string;
  description?: string;
  meta?: Record<string, unknown>;
  measures: CubeMetaMember[];
  dimensions: CubeMetaMember[];
  segments: CubeMetaMember[];
}

/** What is public, of cubes and views. */
export interface CubeMeta {
  cubes: CubeMetaCube[];
}

export interface CubeRuntime {
  /** Answers a query for these claims. Waits until the answer is there. @throws CubeRuntimeError */
  load(query: Query, claims: Claims, options?: CubeLoadOptions): Promise<CubeAnswer>;
  /**
   * The rows of a query as they come, in parts, for as many as there are: cells as in an answer's `data`, in the order of `members`.
   * @throws CubeRuntimeError, between rows too
   */
  stream(
    query: Query,
    claims: Claims,
    members: readonly string[],
    options?: Pick<CubeLoadOptions, "requestId" | "signal">,
  ): AsyncIterable<CubeCell[][]>;
  /** What these claims may see. @throws CubeRuntimeError */
  meta(claims: Claims): Promise<CubeMeta>;
  /** What is public to anybody: the difference to `meta` is what a role is denied. @throws CubeRuntimeError */
  metaAll(): Promise<CubeMeta>;
  /**
   * Rows were committed: every query from now on asks its refresh keys again, and the rollups it needs are brought up to date for it.
   * Without this call new rows are noticed within five seconds. Costs next to nothing.
   */
  refresh(): Promise<void>;
  /** Brings every rollup of the model up to date, so that no query has to wait for one. Calls made while one runs share the next. */
  buildRollups(): Promise<void>;
  /** Has the warehouse plan a query for every member of every view. @throws CubeRuntimeError `warehouse_incomplete`, `model_invalid` */
  checkWarehouse(): Promise<void>;
  /** Cube's REST API (`/cubejs-api/v1/load`, `/meta`) and, in development, all of it and the playground. */
  handle(req: IncomingMessage, res: ServerResponse): void;
  /** Whether it builds rollups in the background. */
  readonly buildsRollups: boolean;
  /** Hash of the model's files. */
  modelVersion(): string;
  /** Whether the model names the security context, so that an answer may depend on who asks and not only on what they may see. */
  namesReader(): boolean;
  /** Features that are off because Cube's native extension isn't there. */
  readonly featuresOff: readonly string[];
  /** Ends timers and gives back connections; the warehouse stays open. */
  close(): Promise<void>;
}
