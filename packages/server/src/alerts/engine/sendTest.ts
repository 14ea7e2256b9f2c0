import { randomUUID } from "node:crypto";
import { type AlertRefusal, type AlertRule, type AlertRuleInput, advanceAlert, timingOf } from "@northstar/core";
import type { AlertDelivery, AlertMessage, AlertRow } from "../types.ts";
import { type Asked, judgeRules, kpisOf, look } from "./judgeRules.ts";
import { toView } from "./toView.ts";
import { withSeries } from "./withSeries.ts";

const NO_REMARKS = { acknowledged: new Map(), snoozed: new Map(), mutes: [] };

/**
 * Sends what a rule finds now to those of a channel that it goes to, marked as a test. Each gets the numbers that they may see; whoever may see
 * none gets nothing.
 */
export async function sendTest(
  { delivery, northstar, now }: { delivery: AlertDelivery; northstar: Asked; now: number },
  input: AlertRuleInput,
  channel: string,
  tenant: string,
): Promise<{ sent: true } | AlertRefusal> {
  const route = input.routes?.find((one) => one.channel === channel);
  const everybody = (await delivery.recipients()).filter((one) => one.channel === channel);
  const recipients = everybody.filter(
    (one) => one.audience.claims.tenant === tenant && (route?.recipients?.includes(one.id) ?? true),
  );
  if (recipients.length === 0) return refused(`Nobody is told by the channel "${channel}".`);
  const rule: AlertRule = {
    ...input,
    version: 0,
    origin: "app",
    updatedAt: new Date(now).toISOString(),
    updatedBy: "",
  };
  const rules = new Map([[rule.id, rule]]);
  let sent = 0;
  let problem: string | null = null;
  for (const recipient of recipients) {
    const { audience, id, locale, timeZone } = recipient;
    const judged = await judgeRules(northstar, await look(northstar, audience, now), [rule]);
    const verdict = judged.verdicts.get(rule.id);
    const kpis = kpisOf(rule, judged.catalog);
    if (!verdict || !kpis) {
      problem ??= `"${id}" may not see the numbers of this rule.`;
      continue;
    }
    const { state } = advanceAlert(null, verdict, timingOf({ ...rule, forSeconds: 0 }), now);
    const row: AlertRow = {
      ruleId: rule.id,
      audienceId: audience.id,
      rows: audience.rows,
      ruleVersion: 0,
      state,
      episode: 0,
      told: {},
    };
    const key = `test ${randomUUID()}`;
    const message: AlertMessage = {
      dedupKey: key,
      channel,
      recipientId: id,
      locale,
      timeZone,
      event: "test",
      level: state.level,
      alerts: [toView(rule, row, kpis, NO_REMARKS, now)],
      cause: null,
      series: null,
      kpiTitles: {},
      historyIds: [],
      threadKey: key,
      createdAt: now,
      notBefore: now,
    };
    const [complete = message] = await withSeries(northstar, judged, [message], rules);
    const wrong = await delivery.test(complete);
    if (wrong === null) sent++;
    else problem ??= wrong;
  }
  return sent > 0 && problem === null ? { sent: true } : refused(problem ?? "Nothing was sent.");
}

function refused(message: string): AlertRefusal {
  return { refused: "not_possible", message };
}
