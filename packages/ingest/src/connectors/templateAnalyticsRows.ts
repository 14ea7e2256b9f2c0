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
 * `whatsapp_template_button_clicked` by template and button, `whatsapp_template_cost` by template. Clicks are counted by Meta and have no
 * person, so they can't be `message_events`.
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
  for (const button of listOf(record.clicked).map(objectOf)) {
    clicks += numberOf(button.count) ?? 0;
    const named = { ...dims, type: textOf(button.type) ?? "", button: textOf(button.button_content) ?? "" };
    rows.push(...dailyMetric("whatsapp_template_button_clicked", day, named, button.count));
  }
  if (Array.isArray(record.clicked)) rows.push(...dailyMetric("whatsapp_template_clicked", day, dims, clicks));
  const spent = listOf(record.cost)
    .map(objectOf)
    .find(({ type }) => type === "amount_spent");
  return [...rows, ...dailyMetric("whatsapp_template_cost", day, dims, spent?.value)];
}

const FIELDS = new Set("template_id start end sent delivered read replied clicked cost".split(" "));

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** `template_analytics` of the WhatsApp Business Management API. */
export const templateAnalytics: SourceDefinition = { sourceId: "whatsapp", records, normalise };
