import { need } from "../sources/messageRows.ts";
import { type NormaliseContext, Rejection, type SourceDefinition, type TableRow } from "../sources/normaliser.ts";
import { dayOf, isObject, numberOf, objectOf, textOf } from "../sources/values.ts";
import { dailyMetric } from "./dailyMetric.ts";

function* records(document: unknown): Generator<unknown> {
  for (const page of Array.isArray(document) ? document : [document]) {
    for (const group of listOf(objectOf(page).data)) yield* listOf(objectOf(group).data_points);
  }
}

/**
 * One template's day, as `metric_daily` rows: `whatsapp_template_{sent,delivered,read,replied,clicked}` by template,
 * `whatsapp_template_button_clicked` by template and button, `whatsapp_template_cost` by template. Meta lists clicks on a link and the people who made
 * them side by side (`url_button`, `unique_url_button`): the latter are `whatsapp_template_unique_clicked` and add to no clicks, except of a button of
 * which Meta tells nothing else. Clicks are counted by Meta and have no person, so they can't be `message_events`.
 */
function normalise(record: unknown, context: NormaliseContext): TableRow[] {
  if (!isObject(record)) throw new Rejection("not_a_data_point", "The entry isn't a JSON object.");
  for (const key in record) if (!FIELDS.has(key)) context.drift(`data_points[].${key}`, record[key]);
  const template = need(textOf(record.template_id), "template_id");
  const day = need(dayOf(record.start), "time");
  const dims = { template_id: template };
  const rows = ["sent", "delivered", "read", "replied"].flatMap((name) =>
    dailyMetric(`whatsapp_template_${name}`, day, dims, record[name]),
  );
  let clicks = 0;
  let clickers: number | null = null;
  const buttons = listOf(record.clicked).map(objectOf);
  const totals = new Set(buttons.map((button) => `${textOf(button.type)} ${textOf(button.button_content)}`));
  for (const button of buttons) {
    const type = textOf(button.type) ?? "";
    const content = textOf(button.button_content);
    const count = numberOf(button.count) ?? 0;
    const isUnique = type.startsWith(UNIQUE);
    if (isUnique) clickers = (clickers ?? 0) + count;
    if (!isUnique || !totals.has(`${type.slice(UNIQUE.length)} ${content}`)) clicks += count;
    const named = { ...dims, type, button: content ?? "" };
    rows.push(...dailyMetric("whatsapp_template_button_clicked", day, named, button.count));
  }
  if (Array.isArray(record.clicked)) rows.push(...dailyMetric("whatsapp_template_clicked", day, dims, clicks));
  rows.push(...dailyMetric("whatsapp_template_unique_clicked", day, dims, clickers));
  const spent = listOf(record.cost)
    .map(objectOf)
    .find(({ type }) => type === "amount_spent");
  return [...rows, ...dailyMetric("whatsapp_template_cost", day, dims, spent?.value)];
}

const UNIQUE = "unique_";
const FIELDS = new Set("template_id start end sent delivered read replied clicked cost".split(" "));

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** `template_analytics` of the WhatsApp Business Management API. */
export const templateAnalytics: SourceDefinition = { sourceId: "whatsapp", records, normalise };
