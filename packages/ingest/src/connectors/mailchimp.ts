import { isObject, type JsonObject, numberOf, textOf } from "../sources/values.ts";
import { ChangedPages } from "./changedPages.ts";
import { ConnectorError } from "./connectorError.ts";
import { addDays, dayAt, startOfDay } from "./days.ts";
import { needSetting } from "./needSetting.ts";
import { listIn, readJson } from "./readJson.ts";
import { theirNow } from "./theirNow.ts";
import type { Connector, PollContext, PolledPage } from "./types.ts";

/** Most that a list gives at once (https://mailchimp.com/developer/marketing/docs/methods-parameters/#pagination). */
const COUNT = 1000;
/** Campaigns sent longer ago are opened so seldom that they aren't asked about any more. */
const DAYS = 60;
/** An opening is listed within minutes of it. */
const OVERLAP_MS = 3_600_000;

interface RecipientsCursor {
  /** By campaign: whether its recipients are in, and from when on its activity is asked for. */
  campaigns: Record<string, { hasRecipients: boolean; since: string | null }>;
}

/**
 * Mailchimp: campaigns that were sent, what it counts of them, who got them, and who opened, clicked or bounced. It has hooks for who
 * subscribes only.
 *
 * Setting: `NORTHSTAR_MAILCHIMP_KEY`, an API key, whose end names the data center that is asked (`…-us19`).
 */
export function mailchimp({ origin }: { origin?: string } = {}): Connector {
  async function* poll(stream: string, cursor: unknown, context: PollContext): AsyncGenerator<PolledPage> {
    const root = `${origin ?? `https://${dataCenter(context)}.api.mailchimp.com`}/3.0`;
    if (stream === "recipients") yield* recipients(root, cursor as RecipientsCursor | null, context);
    else yield* lists(root, stream, cursor, context);
  }

  /** `campaigns` and `reports` are lists of the same kind. */
  async function* lists(root: string, stream: string, cursor: unknown, context: PollContext) {
    const changed = new ChangedPages(cursor, context);
    for await (const { items, offset, total } of pages(root, stream, stream, sentWithin(context), context)) {
      const taken = offset + items.length;
      const isLast = taken >= total || items.length === 0;
      const body = JSON.stringify({ [stream]: items });
      yield changed.page(`${stream}:${offset}`, body, items.length, total === 0 ? 1 : taken / total, isLast);
    }
  }

  async function* recipients(root: string, cursor: RecipientsCursor | null, context: PollContext) {
    const sent: JsonObject[] = [];
    let now = context.now();
    const what = { ...sentWithin(context), fields: "campaigns.id,campaigns.send_time,total_items" };
    for await (const page of pages(root, "campaigns", "campaigns", what, context)) {
      sent.push(...page.items);
      // By Mailchimp's clock, since the times of its activity are.
      if (page.offset === 0 && page.theirNow !== null) now = page.theirNow;
    }
    const startedAt = new Date(now - OVERLAP_MS).toISOString();
    // Those that aren't asked about any more are forgotten.
    const states: RecipientsCursor["campaigns"] = {};
    for (const { id } of sent) {
      const known = typeof id === "string" ? cursor?.campaigns[id] : undefined;
      if (typeof id === "string" && known) states[id] = known;
    }
    let done = 0;
    for (const campaign of sent) {
      const id = textOf(campaign.id);
      if (id === null || !/^\w+$/.test(id)) continue;
      const state = states[id] ?? { hasRecipients: false, since: null };
      const at = () => ({
        cursor: { campaigns: { ...states } } satisfies RecipientsCursor,
        progress: done / sent.length,
      });
      if (!state.hasRecipients || context.range) {
        for await (const { items } of pages(root, `reports/${id}/sent-to`, "sent_to", {}, context)) {
          const body = JSON.stringify({
            send_time: campaign.send_time,
            sent_to: items.map((each) => ({ campaign_id: id, ...each })),
          });
          yield { body: items.length === 0 ? "" : body, records: items.length, ...at() };
        }
      }
      states[id] = { hasRecipients: true, since: state.since };
      const since = context.range || state.since === null ? {} : { since: state.since };
      for await (const { items } of pages(root, `reports/${id}/email-activity`, "emails", since, context)) {
        const active = items.filter((each) => Array.isArray(each.activity) && each.activity.length > 0);
        const body = JSON.stringify({ emails: active.map((each) => ({ campaign_id: id, ...each })) });
        yield { body: active.length === 0 ? "" : body, records: active.length, ...at() };
      }
      states[id] = { hasRecipients: true, since: startedAt };
      done++;
      yield { body: "", records: 0, ...at() };
    }
  }

  return {
    name: "mailchimp_reports",
    source: "mailchimp_reports",
    streams: ["campaigns", "reports", "recipients"],
    settings: [],
    secrets: ["NORTHSTAR_MAILCHIMP_KEY"],
    provider: "Mailchimp",
    rate: { perSecond: 5, burst: 5 },
    everySeconds: 900,
    authorise: async (context) => ({ authorization: `Bearer ${needSetting(context, "NORTHSTAR_MAILCHIMP_KEY")}` }),
    poll,
  };
}

/** The pages of a list by `offset` and `count`. A campaign that is sent meanwhile comes first and has one be seen twice, not missed. */
async function* pages(
  root: string,
  path: string,
  name: string,
  parameters: Readonly<Record<string, string>>,
  context: PollContext,
): AsyncGenerator<{ items: JsonObject[]; offset: number; total: number; theirNow: number | null }> {
  for (let offset = 0; ; ) {
    const url = new URL(`${root}/${path}`);
    for (const [key, value] of Object.entries({ ...parameters, count: String(COUNT), offset: String(offset) })) {
      url.searchParams.set(key, value);
    }
    const answer = await context.fetch(new Request(url));
    const page = await readJson(answer, "Mailchimp");
    const items = listIn(page, name, "Mailchimp").filter(isObject);
    const total = numberOf(page.total_items) ?? 0;
    yield { items, offset, total, theirNow: theirNow(answer.headers) };
    offset += items.length;
    if (items.length === 0 || offset >= total) return;
  }
}

function sentWithin(context: PollContext): Record<string, string> {
  const { range } = context;
  const from = range ? startOfDay(range.from) : startOfDay(addDays(dayAt(context.now()), -DAYS));
  return {
    since_send_time: new Date(from).toISOString(),
    ...(range && { before_send_time: new Date(startOfDay(addDays(range.to, 1))).toISOString() }),
  };
}

function dataCenter(context: Pick<PollContext, "setting">): string {
  // It becomes part of a host's name.
  const center = /-([a-z]{2,8}\d{1,4})$/.exec(needSetting(context, "NORTHSTAR_MAILCHIMP_KEY"))?.[1];
  if (center) return center;
  throw new ConnectorError(
    "setting_missing",
    "NORTHSTAR_MAILCHIMP_KEY doesn't end with a data center, as in `…-us19`; copy the whole key.",
  );
}
