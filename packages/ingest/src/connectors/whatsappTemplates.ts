import { isObject, type JsonObject, numberOf, objectOf, textOf } from "../sources/values.ts";
import { ChangedPages } from "./changedPages.ts";
import { ConnectorError } from "./connectorError.ts";
import { addDays, dayAt, startOfDay } from "./days.ts";
import { needSetting } from "./needSetting.ts";
import type { Refusal } from "./patientFetch.ts";
import { listIn, readJson } from "./readJson.ts";
import { theirNow } from "./theirNow.ts";
import type { Connector, PollContext, PolledPage } from "./types.ts";

const PROVIDER = "WhatsApp";
/** What Meta keeps. */
const KEPT_DAYS = 90;
/** Reads and clicks of a message go on for days. */
const SETTLING_DAYS = 7;
/** Most templates that one question may name. */
const TEMPLATES_AT_ONCE = 10;

/**
 * Counts of each WhatsApp template by day, among them clicks on URL buttons, which no webhook brings
 * (https://developers.facebook.com/docs/whatsapp/business-management-api/analytics#template-analytics). First all 90 days that Meta keeps,
 * then the last seven again and again. Template analytics have to be switched on for the account.
 *
 * Settings: `NORTHSTAR_WHATSAPP_ACCOUNT_ID` (of the WhatsApp Business account), `NORTHSTAR_WHATSAPP_TOKEN` with `whatsapp_business_management`.
 */
export function whatsappTemplates({
  origin = "https://graph.facebook.com/v23.0",
}: {
  origin?: string;
} = {}): Connector {
  async function* poll(_stream: string, cursor: unknown, context: PollContext): AsyncGenerator<PolledPage> {
    const account = needSetting(context, "NORTHSTAR_WHATSAPP_ACCOUNT_ID");
    if (!/^\d+$/.test(account)) {
      throw new ConnectorError("setting_missing", "NORTHSTAR_WHATSAPP_ACCOUNT_ID has to be the account's number.");
    }
    const changed = new ChangedPages(cursor, context);
    const ids: string[] = [];
    let today: string | null = null;
    const what = { fields: "id", limit: "100" };
    for await (const { items, theirNow } of pages(`${origin}/${account}/message_templates`, what, context)) {
      // By Meta's clock, which knows what day it is.
      today ??= dayAt(theirNow ?? context.now());
      for (const { id } of items) if (typeof id === "string" && /^\d+$/.test(id)) ids.push(id);
    }
    const { from, to } = span(cursor === null, today ?? dayAt(context.now()), context);
    if (from > to) return;
    for (let first = 0; first < ids.length; first += TEMPLATES_AT_ONCE) {
      const asked = ids.slice(first, first + TEMPLATES_AT_ONCE);
      const parameters = {
        start: String(startOfDay(from) / 1000),
        end: String(startOfDay(addDays(to, 1)) / 1000),
        granularity: "DAILY",
        metric_types: "COST,CLICKED,DELIVERED,READ,SENT",
        template_ids: `[${asked.join(",")}]`,
      };
      let number = 0;
      for await (const { items: data } of pages(`${origin}/${account}/template_analytics`, parameters, context)) {
        const points = data.reduce((sum, { data_points: list }) => sum + (Array.isArray(list) ? list.length : 0), 0);
        const key = `${asked[0]}:${number++}`;
        yield changed.page(key, JSON.stringify({ data }), points, first / ids.length, false);
      }
    }
    yield changed.page("end", "", 0, 1, true);
  }

  return {
    name: "whatsapp_templates",
    source: "whatsapp_templates",
    streams: ["template_analytics"],
    settings: ["NORTHSTAR_WHATSAPP_ACCOUNT_ID"],
    secrets: ["NORTHSTAR_WHATSAPP_TOKEN"],
    provider: PROVIDER,
    rate: { perSecond: 1, burst: 5 },
    everySeconds: 3600,
    readRefusal: readGraphRefusal,
    authorise: async (context) => ({ authorization: `Bearer ${needSetting(context, "NORTHSTAR_WHATSAPP_TOKEN")}` }),
    poll,
  };
}

/**
 * Limits of the Graph API come as 400 or 403 with one of these codes
 * (https://developers.facebook.com/docs/graph-api/overview/rate-limiting#error-codes); an ended token as 400 or 401 with 190.
 */
const LIMITS: ReadonlySet<number | null> = new Set([4, 17, 32, 613, 80007, 80008, 130429]);

function readGraphRefusal({ body }: Refusal): "proof_ended" | "rate_limited" | null {
  let answer: unknown = null;
  try {
    answer = JSON.parse(body);
  } catch {
    // No answer of the Graph API.
  }
  const code = numberOf(objectOf(objectOf(answer).error).code);
  if (code === 190) return "proof_ended";
  return LIMITS.has(code) ? "rate_limited" : null;
}

function span(isFirst: boolean, today: string, context: PollContext): { from: string; to: string } {
  const oldest = addDays(today, 1 - KEPT_DAYS);
  if (!context.range) return { from: isFirst ? oldest : addDays(today, -SETTLING_DAYS), to: today };
  const [, from = oldest] = [oldest, context.range.from].sort();
  const [to = today] = [today, context.range.to].sort();
  return { from, to };
}

/**
 * Pages of a list of the Graph API (https://developers.facebook.com/docs/graph-api/results), by `after`: the address that it gives for the
 * next page may hold the token.
 */
async function* pages(
  address: string,
  parameters: Readonly<Record<string, string>>,
  context: PollContext,
): AsyncGenerator<{ items: JsonObject[]; theirNow: number | null }> {
  for (let after: string | null = null; ; ) {
    const url = new URL(address);
    for (const [key, value] of Object.entries({ ...parameters, ...(after !== null && { after }) })) {
      url.searchParams.set(key, value);
    }
    const answer = await context.fetch(new Request(url));
    const page: JsonObject = await readJson(answer, PROVIDER);
    yield { items: listIn(page, "data", PROVIDER).filter(isObject), theirNow: theirNow(answer.headers) };
    const paging = objectOf(page.paging);
    const next: string | null = textOf(objectOf(paging.cursors).after);
    // Cursors are there on the last page too; `next` isn't.
    if (textOf(paging.next) === null || next === null || next === after) return;
    after = next;
  }
}
