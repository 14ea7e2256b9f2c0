import { randomUUID } from "node:crypto";
import type { PackAction, PackComment, PackKind, PackNarrative, PackPeriod, PackSnapshot } from "@northstar/core";
import { and, desc, eq, gte, isNull, lte, or } from "drizzle-orm";
import type { AppState } from "../../state/AppState.ts";
import { audit } from "../../state/tables.ts";
import { reportActions, reportComments, reportNarratives, reportPacks } from "./tables.ts";

/** A pack as it is kept, whole. */
export interface KeptPack {
  id: string;
  /** Whose rows it is of. */
  rows: string;
  /** Milliseconds since the epoch. */
  madeAt: number;
  madeBy: string;
  snapshot: PackSnapshot;
}

/** Reviews of one tenant; who may see what of them is decided above. */
export interface ReportStore {
  readonly tenant: string;
  /** The latest first. */
  packs(kind: PackKind | null, limit: number): Promise<KeptPack[]>;
  pack(id: string): Promise<KeptPack | null>;
  /** Keeps a pack and the draft that it begins with. @param id of its own; when there is one of that id already, that one is kept and answered */
  addPack(pack: Omit<KeptPack, "id">, draft: string, id?: string): Promise<KeptPack>;
  narrative(packId: string): Promise<PackNarrative | null>;
  /** Null when somebody wrote a version in between. */
  writeNarrative(packId: string, text: string, change: Change & { basedOn: number }): Promise<PackNarrative | null>;
  comments(packId: string): Promise<PackComment[]>;
  addComment(packId: string, comment: Pick<PackComment, "kpi" | "text">, change: Change): Promise<PackComment>;
  /** Those that a review of this period has: opened by then, and not closed before. */
  actions(period: PackPeriod, rows: string): Promise<PackAction[]>;
  addAction(
    period: PackPeriod,
    rows: string,
    action: Pick<PackAction, "text" | "owner" | "due">,
    change: Change,
  ): Promise<PackAction>;
  /** Null when there is no such open action in this review. */
  closeAction(period: PackPeriod, rows: string, id: string, change: Change): Promise<PackAction | null>;
}

interface Change {
  by: string;
  /** Milliseconds since the epoch. */
  at: number;
}

/** Keeps the reviews of one tenant in the app state. */
export function createReportStore({ db }: Pick<AppState, "db">, tenant: string): ReportStore {
  const note = (action: string, subject: string, { by, at }: Change) => ({ tenant, at, by, action, subject });

  return {
    tenant,
    async packs(kind, limit) {
      const rows = await db
        .select()
        .from(reportPacks)
        .where(and(eq(reportPacks.tenant, tenant), kind === null ? undefined : eq(reportPacks.kind, kind)))
        .orderBy(desc(reportPacks.madeAt), desc(reportPacks.id))
        .limit(limit);
      return rows;
    },
    async pack(id) {
      const [row] = await db
        .select()
        .from(reportPacks)
        .where(and(eq(reportPacks.tenant, tenant), eq(reportPacks.id, id)));
      return row ?? null;
    },
    async addPack(pack, draft, id = randomUUID()) {
      const { kind, name } = pack.snapshot.period;
      const change = { by: pack.madeBy, at: pack.madeAt };
      const isNew = await db.transaction(async (transaction) => {
        const [row] = await transaction
          .insert(reportPacks)
          .values({ ...pack, tenant, id, kind, period: name })
          .onConflictDoNothing()
          .returning({ id: reportPacks.id });
        if (!row) return false;
        await transaction.insert(reportNarratives).values({ tenant, packId: id, version: 0, text: draft, ...change });
        await transaction.insert(audit).values(note("report.made", `${kind} ${name} ${id}`, change));
        return true;
      });
      return (isNew ? null : await this.pack(id)) ?? { ...pack, id };
    },
    async narrative(packId) {
      const [row] = await db
        .select()
        .from(reportNarratives)
        .where(and(eq(reportNarratives.tenant, tenant), eq(reportNarratives.packId, packId)))
        .orderBy(desc(reportNarratives.version))
        .limit(1);
      return row ? toNarrative(row) : null;
    },
    async writeNarrative(packId, text, { basedOn, ...change }) {
      return await db.transaction(async (transaction) => {
        const [last] = await transaction
          .select({ version: reportNarratives.version })
          .from(reportNarratives)
          .where(and(eq(reportNarratives.tenant, tenant), eq(reportNarratives.packId, packId)))
          .orderBy(desc(reportNarratives.version))
          .limit(1);
        if (last?.version !== basedOn) return null;
        // Of two who saw the same version the second inserts nothing.
        const [row] = await transaction
          .insert(reportNarratives)
          .values({ tenant, packId, version: basedOn + 1, text, ...change })
          .onConflictDoNothing()
          .returning();
        if (!row) return null;
        await transaction.insert(audit).values(note("report.narrative", `${packId} ${row.version}`, change));
        return toNarrative(row);
      });
    },
    async comments(packId) {
      const rows = await db
        .select()
        .from(reportComments)
        .where(and(eq(reportComments.tenant, tenant), eq(reportComments.packId, packId)))
        .orderBy(reportComments.at, reportComments.id);
      return rows.map(toComment);
    },
    async addComment(packId, { kpi, text }, { by, at }) {
      const row = { tenant, id: randomUUID(), packId, kpi, text, at, by };
      await db.insert(reportComments).values(row);
      return toComment(row);
    },
    async actions({ kind, start }, rows) {
      const found = await db
        .select()
        .from(reportActions)
        .where(
          and(
            ...ofReview(kind, rows),
            lte(reportActions.openedStart, start),
            or(isNull(reportActions.closedStart), gte(reportActions.closedStart, start)),
          ),
        )
        .orderBy(reportActions.openedAt, reportActions.id);
      return found.map(toAction);
    },
    async addAction({ kind, name, start }, rows, { text, owner, due }, change) {
      const row = {
        tenant,
        id: randomUUID(),
        kind,
        rows,
        text,
        owner,
        due,
        openedIn: name,
        openedStart: start,
        openedBy: change.by,
        openedAt: change.at,
        closedIn: null,
      };
      await db.transaction(async (transaction) => {
        await transaction.insert(reportActions).values(row);
        await transaction.insert(audit).values(note("report_action.opened", `${kind} ${name} ${row.id}`, change));
      });
      return toAction(row);
    },
    async closeAction({ kind, name, start }, rows, id, change) {
      return await db.transaction(async (transaction) => {
        const [row] = await transaction
          .update(reportActions)
          .set({ closedIn: name, closedStart: start, closedBy: change.by })
          .where(
            and(
              ...ofReview(kind, rows),
              eq(reportActions.id, id),
              lte(reportActions.openedStart, start),
              isNull(reportActions.closedIn),
            ),
          )
          .returning();
        if (!row) return null;
        await transaction.insert(audit).values(note("report_action.closed", `${kind} ${name} ${id}`, change));
        return toAction(row);
      });
    },
  };

  function ofReview(kind: PackKind, rows: string) {
    return [eq(reportActions.tenant, tenant), eq(reportActions.kind, kind), eq(reportActions.rows, rows)];
  }
}

const isoOf = (at: number) => new Date(at).toISOString();

function toNarrative({ version, text, at, by }: typeof reportNarratives.$inferSelect): PackNarrative {
  return { version, text, changedAt: isoOf(at), changedBy: by };
}

function toComment({ id, kpi, text, at, by }: typeof reportComments.$inferSelect): PackComment {
  return { id, kpi, text, at: isoOf(at), by };
}

function toAction(row: Pick<typeof reportActions.$inferSelect, keyof PackAction>): PackAction {
  const { id, text, owner, due, openedIn, openedBy, closedIn } = row;
  return { id, text, owner, due, openedIn, openedBy, closedIn };
}
