import type { AlertHistoryEntry } from "@northstar/core";
import { and, desc, eq, inArray, lt, or } from "drizzle-orm";
import type { AlertStore } from "../types.ts";
import type { StoreParts } from "./StoreParts.ts";
import { alertHistory, alertMessagesOfHistory, alertOutbox, alertRuleVersions, alertUntold } from "./tables.ts";

/** What happened, for one audience, with what became of the messages. */
export function historyStore({ db, tenant }: StoreParts): Pick<AlertStore, "history"> {
  async function deliveriesOf(ids: readonly string[]): Promise<Map<string, AlertHistoryEntry["deliveries"][number][]>> {
    const told = await db
      .select({
        historyId: alertMessagesOfHistory.historyId,
        channel: alertOutbox.channel,
        recipient: alertOutbox.recipient,
        status: alertOutbox.status,
        at: alertOutbox.updatedAt,
      })
      .from(alertMessagesOfHistory)
      .innerJoin(
        alertOutbox,
        and(eq(alertOutbox.tenant, alertMessagesOfHistory.tenant), eq(alertOutbox.id, alertMessagesOfHistory.outboxId)),
      )
      .where(and(eq(alertMessagesOfHistory.tenant, tenant), inArray(alertMessagesOfHistory.historyId, [...ids])));
    const untold = await db
      .select({
        historyId: alertUntold.historyId,
        channel: alertUntold.channel,
        recipient: alertUntold.recipient,
        status: alertUntold.status,
        at: alertHistory.at,
      })
      .from(alertUntold)
      .innerJoin(
        alertHistory,
        and(eq(alertHistory.tenant, alertUntold.tenant), eq(alertHistory.id, alertUntold.historyId)),
      )
      .where(and(eq(alertUntold.tenant, tenant), inArray(alertUntold.historyId, [...ids])));
    const found = new Map<string, AlertHistoryEntry["deliveries"][number][]>();
    for (const { historyId, at, ...delivery } of [...told, ...untold]) {
      const own = found.get(historyId) ?? [];
      found.set(historyId, own);
      own.push({ ...delivery, at: new Date(at).toISOString() });
    }
    return found;
  }

  return {
    async history({ audienceId, ruleIds, before, limit }) {
      const from = before === undefined ? null : readCursor(before);
      const rows = await db
        .select({ entry: alertHistory, rule: alertRuleVersions.rule })
        .from(alertHistory)
        .leftJoin(
          alertRuleVersions,
          and(
            eq(alertRuleVersions.tenant, alertHistory.tenant),
            eq(alertRuleVersions.id, alertHistory.ruleId),
            eq(alertRuleVersions.version, alertHistory.ruleVersion),
          ),
        )
        .where(
          and(
            eq(alertHistory.tenant, tenant),
            eq(alertHistory.audienceId, audienceId),
            ruleIds && inArray(alertHistory.ruleId, [...ruleIds]),
            from
              ? or(lt(alertHistory.at, from.at), and(eq(alertHistory.at, from.at), lt(alertHistory.id, from.id)))
              : undefined,
          ),
        )
        .orderBy(desc(alertHistory.at), desc(alertHistory.id))
        .limit(limit + 1);
      const shown = rows.slice(0, limit);
      const deliveries = shown.length > 0 ? await deliveriesOf(shown.map(({ entry }) => entry.id)) : new Map();
      const last = shown.at(-1)?.entry;
      return {
        entries: shown.map(({ entry, rule }): AlertHistoryEntry => {
          const { tenant: _, audienceId: __, rows: ___, at, ...rest } = entry;
          return {
            ...rest,
            at: new Date(at).toISOString(),
            ruleTitle: rule?.title ?? { es: entry.ruleId, en: entry.ruleId },
            deliveries: deliveries.get(entry.id) ?? [],
          };
        }),
        next: rows.length > limit && last ? `${last.at}.${last.id}` : null,
      };
    },
  };
}

/** What doesn't look like one begins at the end. */
function readCursor(cursor: string): { at: number; id: string } | null {
  const point = cursor.indexOf(".");
  const at = Number(cursor.slice(0, point));
  return point > 0 && Number.isSafeInteger(at) ? { at, id: cursor.slice(point + 1) } : null;
}
