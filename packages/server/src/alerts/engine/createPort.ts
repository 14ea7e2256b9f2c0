import { setTimeout } from "node:timers/promises";
import {
  type AlertRefusal,
  type AlertRule,
  type AlertRuleInput,
  type AlertsPort,
  type AlertView,
  type Catalog,
  type Claims,
  ruleProblems,
} from "@northstar/core";
import { ServerError } from "../../errors.ts";
import { topicsOf } from "../delivery/newsTopics.ts";
import type { AlertDelivery, AlertRow, AlertStore, Audience } from "../types.ts";
import { audienceOf, claimsOf } from "./audienceOf.ts";
import { type Asked, kpisOf } from "./judgeRules.ts";
import { previewRule } from "./preview.ts";
import { sendTest } from "./sendTest.ts";
import { readRemarks, toView } from "./toView.ts";
import { visibleChanges } from "./visibleChanges.ts";

interface PortParts {
  store: AlertStore;
  delivery: AlertDelivery;
  now: () => number;
  /** @throws ServerError `not_ready` */
  server: () => Asked;
  /** Has rules looked at soon. */
  wake: () => void;
  /** Looks at what is due now. */
  look: () => Promise<unknown>;
}

/** A reader's visit is written down this often. */
const NOTE_MS = 600_000;

/** So long at most somebody waits for their first look; what comes later is announced. */
const FIRST_LOOK_MS = 5000;

const LONGEST_NOTE = 500;
const LONGEST_SILENCE_MS = 90 * 86_400_000;

/** Answers for alerts: everything as the claims see it, whoever they are. */
export function createPort({ store, delivery, now, server, wake, look }: PortParts): AlertsPort {
  const noted = new Map<string, number>();

  /** Writes a visit down. Who comes for the first time waits for the look that it wakes: an empty list would read as good news. */
  async function noteReader(audience: Audience): Promise<void> {
    const at = now();
    const last = noted.get(audience.id);
    if (last !== undefined && at - last < NOTE_MS && at >= last) return;
    const isNew = last === undefined && !(await store.alertRows()).some(({ audienceId }) => audienceId === audience.id);
    await store.noteAudience(audience, at);
    noted.set(audience.id, at);
    if (isNew)
      await Promise.race([look().catch(() => undefined), setTimeout(FIRST_LOOK_MS, undefined, { ref: false })]);
    else wake();
  }

  const catalogOf = (audience: Audience): Promise<Catalog> => server().catalog(claimsOf(audience));

  async function visibleRules(audience: Audience): Promise<{ catalog: Catalog; rules: AlertRule[] }> {
    const [catalog, rules] = await Promise.all([catalogOf(audience), store.rules()]);
    return { catalog, rules: rules.filter((rule) => kpisOf(rule, catalog) !== null) };
  }

  /** An alert of the reader's own, that isn't over. */
  async function findAlert(audience: Audience, alertId: string): Promise<AlertRow | null> {
    const { rules } = await visibleRules(audience);
    const rule = rules.find(({ id }) => alertId === `${id}:${audience.id}`);
    if (!rule) return null;
    const row = (await store.alertRows()).find((one) => one.ruleId === rule.id && one.audienceId === audience.id);
    return row && row.state.status !== "normal" ? row : null;
  }

  async function viewOf(audience: Audience, alertId: string): Promise<AlertView | null> {
    return (await viewsOf(audience)).find(({ id }) => id === alertId) ?? null;
  }

  async function viewsOf(audience: Audience): Promise<AlertView[]> {
    const at = now();
    const [{ catalog, rules }, rows, remarks] = await Promise.all([
      visibleRules(audience),
      store.alertRows(),
      readRemarks(store, at),
    ]);
    const byId = new Map(rules.map((rule) => [rule.id, rule]));
    const views = rows.flatMap((row): AlertView[] => {
      const rule = byId.get(row.ruleId);
      const kpis = rule && kpisOf(rule, catalog);
      const isShown = rule?.enabled !== false && row.audienceId === audience.id && row.state.status !== "normal";
      return rule && kpis && isShown ? [toView(rule, row, kpis, remarks, at)] : [];
    });
    return views.sort((one, other) => placeOf(one) - placeOf(other) || (one.since < other.since ? 1 : -1));
  }

  async function problemsOf(rule: AlertRuleInput, catalog: Catalog): Promise<AlertRefusal | null> {
    const channels = new Map((await delivery.channels()).map((channel) => [channel.name, channel]));
    const routes = (rule.routes ?? []).flatMap(({ channel, recipients = [] }, index) => {
      const found = channels.get(channel);
      const path = `routes.${index}.channel`;
      if (!found) return [{ path, message: `There is no channel "${channel}". The operator sets channels up.` }];
      const unknown = recipients.filter((id) => !found.recipients.some((one) => one.id === id));
      return unknown.map((id) => ({
        path: `routes.${index}.recipients`,
        message: `The channel "${channel}" has no recipient "${id}".`,
      }));
    });
    const fields = [...problemsInEnglish(rule, catalog), ...routes];
    const [first] = fields;
    return first ? { refused: "rule_invalid", message: first.message, fields } : null;
  }

  /** Why a rule can't be written over, or taken away, by this reader. */
  async function refusalOf(
    id: string,
    catalog: Catalog,
    basedOn: number | null,
  ): Promise<{ present: AlertRule | null; refusal: AlertRefusal | null }> {
    const present = (await store.rules()).find((rule) => rule.id === id) ?? null;
    if (present?.origin === "code") {
      const message = `The rule "${id}" comes from the files in cube/alerts. Change it there, or save yours under another id.`;
      return { present, refusal: { refused: "rule_from_code", message } };
    }
    if (present && kpisOf(present, catalog) === null) {
      const message = `There is a rule "${id}" already. Choose another id.`;
      return { present, refusal: { refused: "rule_invalid", message, fields: [{ path: "id", message }] } };
    }
    return { present, refusal: (present?.version ?? null) === basedOn ? null : changedMeanwhile(id) };
  }

  return {
    tenant: store.tenant,
    async list(claims) {
      const audience = own(claims, store.tenant);
      await noteReader(audience);
      return await viewsOf(audience);
    },
    async history(claims, { rule, kpi, before, limit }) {
      const audience = own(claims, store.tenant);
      const { rules, catalog } = await visibleRules(audience);
      const asked = rules.filter(
        (one) =>
          (rule === undefined || one.id === rule) &&
          (kpi === undefined || kpisOf(one, catalog)?.some(({ id }) => id === kpi)),
      );
      if (asked.length === 0) return { entries: [], next: null };
      return await store.history({ audienceId: audience.id, ruleIds: asked.map(({ id }) => id), before, limit });
    },
    async acknowledge(claims, alertId, note) {
      const audience = own(claims, store.tenant);
      const row = await findAlert(audience, alertId);
      if (!row) return null;
      if (row.state.level === null)
        throw new ServerError("action_not_possible", "It doesn't fire, so that there is nothing to acknowledge.");
      const { ruleId, rows, episode } = row;
      await store.acknowledge({ ruleId, rows, episode, by: claims.sub, at: now(), note: shortNote(note) });
      return await viewOf(audience, alertId);
    },
    async snooze(claims, alertId, until) {
      const audience = own(claims, store.tenant);
      const row = await findAlert(audience, alertId);
      if (!row) return null;
      const end = until === null ? null : futureOf(until, now());
      await store.snooze(row.ruleId, row.rows, end, claims.sub, now());
      return await viewOf(audience, alertId);
    },

    rules: async (claims) => (await visibleRules(own(claims, store.tenant))).rules,
    async ruleVersions(claims, id) {
      const { rules } = await visibleRules(own(claims, store.tenant));
      return rules.some((rule) => rule.id === id) ? await store.versions(id) : null;
    },
    async saveRule(claims, rule, basedOn) {
      const catalog = await catalogOf(own(claims, store.tenant));
      const { refusal } = await refusalOf(rule.id, catalog, basedOn);
      const problem = refusal ?? (await problemsOf(rule, catalog));
      if (problem) return problem;
      const saved = await store.saveRule(rule, { basedOn, by: claims.sub, origin: "app", at: now() });
      if (saved) wake();
      return saved ?? changedMeanwhile(rule.id);
    },
    async deleteRule(claims, id, basedOn) {
      const { present, refusal } = await refusalOf(id, await catalogOf(own(claims, store.tenant)), basedOn);
      if (!present) return null;
      if (refusal) return refusal;
      const isDeleted = await store.deleteRule(id, { basedOn, by: claims.sub, at: now() });
      if (isDeleted) wake();
      return isDeleted ? { deleted: true } : changedMeanwhile(id);
    },
    async preview(claims, rule, days) {
      const audience = own(claims, store.tenant);
      const catalog = await catalogOf(audience);
      const fields = problemsInEnglish(rule, catalog);
      const [first] = fields;
      if (first) return { refused: "rule_invalid", message: first.message, fields };
      return await orRefusal(() => previewRule(server(), audience, rule, { days, now: now() }));
    },
    async test(claims, rule, channel) {
      const problem = await problemsOf(rule, await catalogOf(own(claims, store.tenant)));
      if (problem) return problem;
      return await orRefusal(() =>
        sendTest({ delivery, northstar: server(), now: now() }, rule, channel, store.tenant),
      );
    },

    channels: () => delivery.channels(),
    async deadLetters() {
      return (await store.deadLetters()).map(({ entry, problem, at }) => ({
        id: entry.id,
        at: new Date(at).toISOString(),
        channel: entry.channel,
        recipient: entry.recipientId,
        ruleId: topicsOf(entry)[0] ?? "",
        attempts: entry.attempts,
        problem,
      }));
    },
    retryDeadLetter: (claims, id) => store.retryDeadLetter(id, claims.sub, now()),
    discardDeadLetter: (claims, id) => store.discardDeadLetter(id, claims.sub, now()),

    mutes: () => store.mutes(now()),
    async mute(claims, { labels, until, note }) {
      if (Object.keys(labels).length === 0) {
        return {
          refused: "not_possible",
          message: "A mute without a label would silence nothing. Name a label, or a rule.",
        };
      }
      const end = new Date(futureOf(until, now())).toISOString();
      return await store.addMute({ labels, until: end, by: claims.sub, note: shortNote(note) }, now());
    },
    unmute: (claims, id) => store.removeMute(id, claims.sub, now()),

    onChange: visibleChanges(store, now),
    followLink: (token) => delivery.followLink(token),
  };
}

/** @throws ServerError `not_found` for readers of another tenant: here nothing is theirs */
function own(claims: Claims, tenant: string): Audience {
  if (claims.tenant !== tenant) throw new ServerError("not_found", "There are no alerts for this tenant.");
  return audienceOf(claims);
}

/** Red first, then amber, what can't be seen, then what may come. */
function placeOf({ status, level }: AlertView): number {
  if (status === "pending") return 5;
  if (status === "no_data" || status === "error") return level === null ? 4 : 2;
  return level === "red" ? 0 : 1;
}

function changedMeanwhile(id: string): AlertRefusal {
  const message = `The rule "${id}" was changed or deleted meanwhile. Load it anew, and make your change again.`;
  return { refused: "rule_changed", message };
}

async function orRefusal<T>(work: () => Promise<T>): Promise<T | AlertRefusal> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ServerError) || error.status >= 500) throw error;
    return { refused: "not_possible", message: error.message };
  }
}

/** @throws ServerError `request_invalid` */
function futureOf(until: string, now: number): number {
  const end = Date.parse(until);
  if (!(end > now) || end - now > LONGEST_SILENCE_MS) {
    throw new ServerError("request_invalid", "until: give a time to come, at most 90 days from now, as ISO 8601.", {
      members: ["until"],
    });
  }
  return end;
}

function shortNote(note: string | null): string | null {
  return note?.trim().slice(0, LONGEST_NOTE) || null;
}

/** Answers are in English; a form has the same checks, in its reader's language. */
function problemsInEnglish(rule: AlertRuleInput, catalog: Catalog) {
  return ruleProblems(rule, catalog).map(({ path, message }) => ({ path, message: message.en }));
}
