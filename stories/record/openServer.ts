import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Role, SOURCES } from "@northstar/core";
import { describeInstallation } from "../../packages/cli/src/installation.ts";
import { simulate } from "../../packages/cli/src/simulate/simulate.ts";
import { ingestFiles, openWarehouse } from "../../packages/ingest/src/index.ts";
import { createNorthstar, type Northstar } from "../../packages/server/src/index.ts";
import { signToken } from "../../packages/server/src/token.ts";
import { NOW, TIME_ZONE } from "../support/clock.ts";

/** Seconds since each source was read: all within their objectives. */
const LAG_SECONDS = 180;
const TOKENS = { secret: "the-secret-of-the-stories-with-more-than-32-bytes", production: true, now: () => NOW };

/** A sample community in a warehouse, and servers of the real model over it. */
export interface SampleServers {
  /** The server whose periods are cut in a zone, at the clock of the stories. */
  serve(timeZone: string): Promise<Northstar>;
  /** A token for a role, as a host would sign it. */
  signFor(role: Role): Promise<string>;
  close(): Promise<void>;
}

export async function openServers(): Promise<SampleServers> {
  const folder = mkdtempSync(join(tmpdir(), "stories-"));
  const outDir = join(folder, "sample");
  const manifest = await simulate({
    seed: 1,
    months: 15,
    professionals: 20_000,
    now: NOW,
    timeZone: TIME_ZONE,
    outDir,
  });
  const warehouse = await openWarehouse({ path: join(folder, "warehouse.duckdb") });
  for (const source of new Set(manifest.files.map((file) => file.source))) {
    const paths = manifest.files.filter((file) => file.source === source).map(({ path }) => join(outDir, path));
    await ingestFiles(warehouse, source, paths);
  }
  const readAt = new Date(NOW.getTime() - LAG_SECONDS * 1000).toISOString();
  await warehouse.run(`UPDATE watermarks SET last_event_at = '${readAt}', last_loaded_at = '${readAt}'`);
  await warehouse.run(`CREATE OR REPLACE MACRO ns_now() AS TIMESTAMP '${NOW.toISOString().slice(0, 19)}'`);
  const watermarks = SOURCES.map((source) => ({ source, lastEventAt: readAt, lastLoadedAt: readAt }));
  const serve = (timeZone: string) =>
    createNorthstar({
      ...TOKENS,
      sample: true,
      timeZone,
      cube: {
        modelPath: describeInstallation().modelPath,
        instance: warehouse.instance,
        refreshWorker: false,
        log: () => {},
      },
      watermarks: async () => watermarks,
    });
  return {
    serve,
    signFor: (role) => signToken({ sub: `story-${role}`, roles: [role] }, TOKENS),
    close: async () => {
      await warehouse.close();
      rmSync(folder, { recursive: true });
    },
  };
}
