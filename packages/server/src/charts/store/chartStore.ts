import type { ChartSpec } from "@northstar/core/own-charts";
import { and, count, desc, eq, or, type SQL, sql } from "drizzle-orm";
import type { StateDatabase, StateTransaction } from "../../state/AppState.ts";
import { audit } from "../../state/tables.ts";
import { charts, chartVersions } from "./tables.ts";
import type { ChartStore, StoredChart } from "./types.ts";

/** Charts and all their versions: what a chart was is never lost, and an ended one can be brought back by its owner. */
export function chartStore(
  db: StateDatabase,
  tenant: string,
): Pick<ChartStore, "list" | "find" | "versions" | "save" | "remove"> {
  const isChart = (id: string) => and(eq(charts.tenant, tenant), eq(charts.id, id));
  const isVersion = (id: string) => and(eq(chartVersions.tenant, tenant), eq(chartVersions.id, id));

  /** The latest version, whether or not it is the chart's end. Whoever writes a chart waits for whoever wrote it last. */
  async function latest(transaction: StateTransaction, id: string) {
    await transaction.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${tenant} chart ${id}`}, 0))`);
    const [row] = await transaction
      .select({ owner: chartVersions.owner, version: chartVersions.version, chart: chartVersions.chart })
      .from(chartVersions)
      .where(isVersion(id))
      .orderBy(desc(chartVersions.version))
      .limit(1);
    return row ?? null;
  }

  async function write(
    transaction: StateTransaction,
    row: Omit<typeof chartVersions.$inferInsert, "tenant">,
    action: "chart.saved" | "chart.deleted",
  ): Promise<void> {
    await transaction.insert(chartVersions).values({ ...row, tenant });
    const { at, owner: by, id, version } = row;
    await transaction.insert(audit).values({ tenant, at, by, action, subject: `${id} ${version}` });
  }

  const present = (where: SQL | undefined) =>
    db
      .select({
        id: charts.id,
        owner: charts.owner,
        version: charts.version,
        chart: chartVersions.chart,
        sharedWith: chartVersions.sharedWith,
        at: chartVersions.at,
      })
      .from(charts)
      .innerJoin(
        chartVersions,
        and(
          eq(chartVersions.tenant, charts.tenant),
          eq(chartVersions.id, charts.id),
          eq(chartVersions.version, charts.version),
        ),
      )
      .where(and(eq(charts.tenant, tenant), where))
      .orderBy(desc(chartVersions.at), charts.id);

  return {
    async list(owner, roles) {
      const isShared = roles.map((role) => sql`${chartVersions.sharedWith} @> ${JSON.stringify([role])}::jsonb`);
      return (await present(or(eq(charts.owner, owner), ...isShared))).flatMap((row) => toChart(row) ?? []);
    },
    async find(id) {
      const [row] = await present(eq(charts.id, id));
      return row ? toChart(row) : null;
    },
    async versions(owner, id) {
      const rows = await db
        .select()
        .from(chartVersions)
        .where(and(isVersion(id), eq(chartVersions.owner, owner)))
        .orderBy(desc(chartVersions.version));
      return rows.length === 0 ? null : rows.flatMap((row) => toChart(row) ?? []);
    },
    save: ({ id, owner, spec, sharedWith, at }, basedOn, mostOfOwner) =>
      db.transaction(async (transaction) => {
        const before = await latest(transaction, id);
        if (before && before.owner !== owner) return null;
        const inForce = before?.chart ? before.version : null;
        if (inForce !== basedOn) return { now: inForce };
        if (inForce === null) {
          await transaction.execute(
            sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${tenant} charts of ${owner}`}, 0))`,
          );
          const [own] = await transaction
            .select({ count: count() })
            .from(charts)
            .where(and(eq(charts.tenant, tenant), eq(charts.owner, owner)));
          if ((own?.count ?? 0) >= mostOfOwner) return "too_many";
        }
        const version = (before?.version ?? 0) + 1;
        await write(transaction, { id, version, owner, chart: spec, sharedWith, at }, "chart.saved");
        await transaction
          .insert(charts)
          .values({ tenant, id, owner, version })
          .onConflictDoUpdate({ target: [charts.tenant, charts.id], set: { version } });
        return { id, owner, version, spec, sharedWith, at };
      }),
    remove: (owner, id, basedOn, at) =>
      db.transaction(async (transaction) => {
        const before = await latest(transaction, id);
        if (!before || before.owner !== owner) return null;
        if (!before.chart || before.version !== basedOn) return { now: before.chart ? before.version : null };
        await write(
          transaction,
          { id, version: before.version + 1, owner, chart: null, sharedWith: [], at },
          "chart.deleted",
        );
        await transaction.delete(charts).where(isChart(id));
        return "deleted";
      }),
  };
}

function toChart({ chart, ...row }: Omit<StoredChart, "spec"> & { chart: ChartSpec | null }): StoredChart | null {
  const { id, owner, version, sharedWith, at } = row;
  return chart && { id, owner, version, spec: chart, sharedWith, at };
}
