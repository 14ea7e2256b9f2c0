import { isDeepStrictEqual } from "node:util";
import type { AlertRule, AlertRuleInput } from "@northstar/core";
import { and, desc, eq } from "drizzle-orm";
import type { StateTransaction } from "../../state/AppState.ts";
import { audit } from "../../state/tables.ts";
import type { AlertStore } from "../types.ts";
import type { StoreParts } from "./StoreParts.ts";
import { alertRules, alertRuleVersions } from "./tables.ts";

type Change = { by: string; origin: AlertRule["origin"]; at: number };

/** Rules and all their versions: what a rule said is never lost, nor who wrote it. */
export function ruleStore({
  db,
  tenant,
  changed,
}: StoreParts): Pick<AlertStore, "rules" | "versions" | "saveRule" | "deleteRule" | "syncRules"> {
  /** The present version, its row locked; null where there is none or it has ended. */
  async function present(transaction: StateTransaction, id: string) {
    const [row] = await transaction
      .select()
      .from(alertRules)
      .where(and(eq(alertRules.tenant, tenant), eq(alertRules.id, id)))
      .for("update");
    return row ?? null;
  }

  /** A rule that has ended goes on counting where it stopped: a version is of one text for ever. */
  async function nextVersion(transaction: StateTransaction, id: string): Promise<number> {
    const [last] = await transaction
      .select({ version: alertRuleVersions.version })
      .from(alertRuleVersions)
      .where(and(eq(alertRuleVersions.tenant, tenant), eq(alertRuleVersions.id, id)))
      .orderBy(desc(alertRuleVersions.version))
      .limit(1);
    return (last?.version ?? 0) + 1;
  }

  async function write(transaction: StateTransaction, rule: AlertRuleInput, { by, origin, at }: Change) {
    const { id } = rule;
    const version = await nextVersion(transaction, id);
    await transaction.insert(alertRuleVersions).values({ tenant, id, version, origin, rule, at, by });
    await transaction
      .insert(alertRules)
      .values({ tenant, id, version, origin })
      .onConflictDoUpdate({ target: [alertRules.tenant, alertRules.id], set: { version, origin } });
    await transaction.insert(audit).values({ tenant, at, by, action: "alert_rule.saved", subject: `${id} ${version}` });
    return toRule({ id, version, origin, rule, at, by });
  }

  async function end(transaction: StateTransaction, id: string, { by, origin, at }: Change): Promise<void> {
    const version = await nextVersion(transaction, id);
    await transaction.insert(alertRuleVersions).values({ tenant, id, version, origin, rule: null, at, by });
    await transaction.delete(alertRules).where(and(eq(alertRules.tenant, tenant), eq(alertRules.id, id)));
    await transaction.insert(audit).values({ tenant, at, by, action: "alert_rule.deleted", subject: id });
  }

  async function rules(from: Pick<StateTransaction, "select"> = db): Promise<AlertRule[]> {
    const rows = await from
      .select({
        id: alertRules.id,
        version: alertRules.version,
        origin: alertRules.origin,
        rule: alertRuleVersions.rule,
        at: alertRuleVersions.at,
        by: alertRuleVersions.by,
      })
      .from(alertRules)
      .innerJoin(
        alertRuleVersions,
        and(
          eq(alertRuleVersions.tenant, alertRules.tenant),
          eq(alertRuleVersions.id, alertRules.id),
          eq(alertRuleVersions.version, alertRules.version),
        ),
      )
      .where(eq(alertRules.tenant, tenant))
      .orderBy(alertRules.id);
    return rows.flatMap((row) => toRule(row) ?? []);
  }

  return {
    rules: () => rules(),
    async versions(id) {
      const rows = await db
        .select()
        .from(alertRuleVersions)
        .where(and(eq(alertRuleVersions.tenant, tenant), eq(alertRuleVersions.id, id)))
        .orderBy(desc(alertRuleVersions.version));
      return rows.length === 0 ? null : rows.flatMap((row) => toRule(row) ?? []);
    },
    async saveRule(rule, { basedOn, ...change }) {
      const saved = await db.transaction(async (transaction) => {
        const before = await present(transaction, rule.id);
        if ((before?.version ?? null) !== basedOn) return null;
        return await write(transaction, rule, change);
      });
      if (saved) await changed();
      return saved;
    },
    async deleteRule(id, { basedOn, by, at }) {
      const isDeleted = await db.transaction(async (transaction) => {
        const before = await present(transaction, id);
        if (!before || before.version !== basedOn) return false;
        await end(transaction, id, { by, origin: before.origin, at });
        return true;
      });
      if (isDeleted) await changed();
      return isDeleted;
    },
    async syncRules(wanted, { by, at }) {
      const change: Change = { by, origin: "code", at };
      const outcome = { added: [] as string[], changed: [] as string[], deleted: [] as string[] };
      await db.transaction(async (transaction) => {
        const before = new Map((await rules(transaction)).map((rule) => [rule.id, rule]));
        for (const rule of wanted) {
          const old = before.get(rule.id);
          // A rule of the app gives way to the file that has its id; it stays among the versions.
          if (old?.origin === "code" && isDeepStrictEqual(inputOf(old), plain(rule))) continue;
          await write(transaction, rule, change);
          (old ? outcome.changed : outcome.added).push(rule.id);
        }
        const kept = new Set(wanted.map(({ id }) => id));
        for (const { id, origin } of before.values()) {
          if (origin !== "code" || kept.has(id)) continue;
          await end(transaction, id, change);
          outcome.deleted.push(id);
        }
      });
      if (Object.values(outcome).some((ids) => ids.length > 0)) await changed();
      return outcome;
    },
  };
}

interface VersionRow extends Pick<AlertRule, "id" | "version" | "origin"> {
  rule: AlertRuleInput | null;
  at: number;
  by: string;
}

function toRule(row: VersionRow & { rule: AlertRuleInput }): AlertRule;
function toRule(row: VersionRow): AlertRule | null;
function toRule({ version, origin, rule, at, by }: VersionRow): AlertRule | null {
  return rule && { ...rule, version, origin, updatedAt: new Date(at).toISOString(), updatedBy: by };
}

function inputOf({ version: _, origin: __, updatedAt: ___, updatedBy: ____, ...rule }: AlertRule): AlertRuleInput {
  return rule;
}

/** As it comes back from the database: without what isn't set. */
function plain(rule: AlertRuleInput): AlertRuleInput {
  return JSON.parse(JSON.stringify(rule)) as AlertRuleInput;
}
