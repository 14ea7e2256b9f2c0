import { randomUUID } from "node:crypto";
import { and, asc, desc, eq, inArray, isNull, lt, or, type SQL } from "drizzle-orm";
import type { AppState, StateTransaction } from "../../state/AppState.ts";
import { audit } from "../../state/tables.ts";
import type { NewNotice, NoticeOf, StoredReply, StoredSuggestion, SuggestionStore } from "../types.ts";
import { suggestionNotices, suggestionReplies, suggestions } from "./tables.ts";

type Selecting = Pick<StateTransaction, "select">;

/** Keeps the suggestions of one tenant in the app state. */
export function createSuggestionStore({ db }: Pick<AppState, "db">, tenant: string): SuggestionStore {
  const own = (id: string) =>
    and(eq(suggestions.tenant, tenant), eq(suggestions.id, id), isNull(suggestions.takenBackAt));

  async function withReplies(from: Selecting, rows: (typeof suggestions.$inferSelect)[]): Promise<StoredSuggestion[]> {
    if (rows.length === 0) return [];
    const ids = rows.map(({ id }) => id);
    const found = await from
      .select()
      .from(suggestionReplies)
      .where(and(eq(suggestionReplies.tenant, tenant), inArray(suggestionReplies.suggestionId, ids)))
      .orderBy(asc(suggestionReplies.at), asc(suggestionReplies.id));
    const replies = new Map<string, StoredReply[]>(ids.map((id) => [id, []]));
    for (const { tenant: _, suggestionId, ...reply } of found) replies.get(suggestionId)?.push(reply);
    return rows.map(({ tenant: _, takenBackAt: __, ...row }) => ({ ...row, replies: replies.get(row.id) ?? [] }));
  }

  async function tell(transaction: StateTransaction, notices: readonly NewNotice[]): Promise<void> {
    if (notices.length === 0) return;
    await transaction
      .insert(suggestionNotices)
      .values(notices.map((notice) => ({ tenant, id: randomUUID(), readAt: null, sentAt: null, ...notice })));
  }

  function noticesWhere(...conditions: (SQL | undefined)[]) {
    return db
      .select({ notice: suggestionNotices, suggestion: suggestions })
      .from(suggestionNotices)
      .innerJoin(
        suggestions,
        and(eq(suggestions.tenant, suggestionNotices.tenant), eq(suggestions.id, suggestionNotices.suggestionId)),
      )
      .where(and(eq(suggestionNotices.tenant, tenant), isNull(suggestions.takenBackAt), ...conditions));
  }

  const toNotice = ({ notice, suggestion }: Awaited<ReturnType<typeof noticesWhere>>[number]): NoticeOf => {
    const { tenant: _, ...told } = notice;
    const { tenant: __, takenBackAt: ___, ...row } = suggestion;
    return { notice: told, suggestion: { ...row, replies: [] } };
  };

  return {
    tenant,
    async page({ kpis, status, author, after, limit }) {
      if (kpis.length === 0) return [];
      const rows = await db
        .select()
        .from(suggestions)
        .where(
          and(
            eq(suggestions.tenant, tenant),
            isNull(suggestions.takenBackAt),
            inArray(suggestions.kpi, [...kpis]),
            status && eq(suggestions.status, status),
            author === undefined ? undefined : eq(suggestions.author, author),
            after && or(lt(suggestions.at, after.at), and(eq(suggestions.at, after.at), lt(suggestions.id, after.id))),
          ),
        )
        .orderBy(desc(suggestions.at), desc(suggestions.id))
        .limit(limit);
      return await withReplies(db, rows);
    },
    async get(id) {
      const [found] = await withReplies(db, await db.select().from(suggestions).where(own(id)));
      return found ?? null;
    },
    async add(suggestion, notices) {
      await db.transaction(async (transaction) => {
        await transaction.insert(suggestions).values({ tenant, ...suggestion });
        await tell(transaction, notices);
      });
    },
    addReply: (suggestionId, reply, notices) =>
      db.transaction(async (transaction) => {
        // Held until the end: who takes it back meanwhile waits, and so nothing is said about what is gone.
        const [present] = await transaction
          .select({ id: suggestions.id })
          .from(suggestions)
          .where(own(suggestionId))
          .for("share");
        if (!present) return false;
        await transaction.insert(suggestionReplies).values({ tenant, suggestionId, ...reply });
        await tell(transaction, notices);
        return true;
      }),
    change: (id, basedOn, change, { sub, at }, notices) =>
      db.transaction(async (transaction) => {
        const changed = await transaction
          .update(suggestions)
          .set({ ...change, version: basedOn + 1 })
          .where(and(own(id), eq(suggestions.version, basedOn)))
          .returning({ id: suggestions.id });
        if (changed.length === 0) return false;
        const action = "status" in change ? `suggestion.${change.status}` : "suggestion.edited";
        await transaction.insert(audit).values({ tenant, at, by: sub, action, subject: id });
        await tell(transaction, notices);
        return true;
      }),
    takeBack: (id, basedOn, { sub, at }) =>
      db.transaction(async (transaction) => {
        const gone = await transaction
          .update(suggestions)
          .set({ takenBackAt: at })
          .where(and(own(id), eq(suggestions.version, basedOn)))
          .returning({ id: suggestions.id });
        if (gone.length === 0) return false;
        await transaction.insert(audit).values({ tenant, at, by: sub, action: "suggestion.taken_back", subject: id });
        return true;
      }),
    async notices(recipient, limit) {
      const found = await noticesWhere(eq(suggestionNotices.recipient, recipient))
        .orderBy(desc(suggestionNotices.at), desc(suggestionNotices.id))
        .limit(limit);
      return found.map(toNotice);
    },
    async unsentNotices(limit) {
      const found = await noticesWhere(isNull(suggestionNotices.sentAt))
        .orderBy(asc(suggestionNotices.at), asc(suggestionNotices.id))
        .limit(limit);
      return found.map(toNotice);
    },
    async markSent(transaction, ids, at) {
      if (ids.length === 0) return;
      await transaction
        .update(suggestionNotices)
        .set({ sentAt: at })
        .where(and(eq(suggestionNotices.tenant, tenant), inArray(suggestionNotices.id, [...ids])));
    },
    async markRead(recipient, ids, at) {
      if (ids?.length === 0) return;
      await db
        .update(suggestionNotices)
        .set({ readAt: at })
        .where(
          and(
            eq(suggestionNotices.tenant, tenant),
            eq(suggestionNotices.recipient, recipient),
            isNull(suggestionNotices.readAt),
            ids ? inArray(suggestionNotices.id, [...ids]) : undefined,
          ),
        );
    },
  };
}
