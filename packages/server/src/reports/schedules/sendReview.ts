import type { Claims, PackPeriod } from "@northstar/core";
import { newsMessage } from "../../alerts/delivery/newsMessage.ts";
import { reviewTopic } from "../../alerts/delivery/newsTopics.ts";
import { claimsOf } from "../../alerts/engine/audienceOf.ts";
import type { AlertDelivery, AlertMessage, Outbox, Recipient } from "../../alerts/types.ts";
import { ServerError } from "../../errors.ts";
import type { Reports } from "../createReports.ts";
import type { KeptRun, KeptSchedule, ScheduleStore } from "./createScheduleStore.ts";
import { reviewWords } from "./reviewWords.ts";
import type { ToldRecipient } from "./tables.ts";

interface SendParts {
  store: ScheduleStore;
  reports: Pick<Reports, "port" | "makeOnce">;
  outbox: Outbox;
  delivery: Pick<AlertDelivery, "recipients" | "channels">;
  now: () => number;
}

interface Sending {
  kept: KeptSchedule;
  /** Under which it is made. */
  claims: Claims;
  period: PackPeriod;
  unsettled: readonly string[];
  /** Somebody wants it now: a failure of before needn't rest. */
  isAsked: boolean;
}

/** Who died at it holds it no longer: some times what a review takes. */
const HELD_MS = 300_000;
const FIRST_PAUSE_MS = 300_000;

/**
 * Makes the review of a period once and puts a message out to each who may see something of it: one takes it, and the end of it is one transaction with its
 * messages, whose keys are those of schedule, period and recipient. @returns false when another has it, or it was done before
 */
export async function sendReview(parts: SendParts, sending: Sending): Promise<boolean> {
  const { store, reports, outbox, now } = parts;
  const { kept, claims, period, isAsked } = sending;
  const run = await store.claim(kept.id, period.name, now(), { forMs: HELD_MS, isAsked });
  if (!run) return false;
  try {
    const { kind, values, language } = kept.schedule;
    await reports.makeOnce(run.packId, claims, { kind, period: period.name, values }, language ?? "es");
    await store.noteMade(run);
    const { messages, told } = await messagesOf(parts, sending, run);
    const change = { by: kept.maker.sub, at: now() };
    return await outbox.post(messages, (transaction) => store.finish(transaction, run, told, change));
  } catch (error) {
    const pause = FIRST_PAUSE_MS * 2 ** (run.attempts - 1);
    await store.noteFailure(run, problemOf(error), now(), now() + pause);
    throw error;
  }
}

async function messagesOf(
  { reports, delivery, now }: SendParts,
  { kept, unsettled }: Sending,
  { packId, period }: KeptRun,
): Promise<{ messages: AlertMessage[]; told: ToldRecipient[] }> {
  const [recipients, channels] = await Promise.all([delivery.recipients(), delivery.channels()]);
  const messages: AlertMessage[] = [];
  const told: ToldRecipient[] = [];
  for (const { channel, id } of kept.schedule.recipients) {
    const recipient = recipients.find((one) => one.channel === channel && one.id === id);
    const pack = recipient ? await reports.port.open(claimsOf(recipient.audience), packId) : null;
    told.push({ channel, id, isWithheld: pack === null });
    if (!pack || !recipient) continue;
    const found = channels.find(({ name }) => name === channel)?.recipients.find((one) => one.id === id);
    const locale = kept.schedule.language ?? recipient.locale;
    const words = reviewWords(pack, {
      locale,
      title: kept.schedule.title,
      recipientTitle: found?.title ?? id,
      unsettled,
    });
    const news = { kind: "review", topic: reviewTopic(kept.id), id: packId, words } as const;
    messages.push(newsMessage(recipient, reviewKey(kept.id, period, recipient), news, { locale, at: now() }));
  }
  return { messages, told };
}

/** The same for what must go out once. */
export function reviewKey(scheduleId: string, period: string, to: Pick<Recipient, "channel" | "id">): string {
  return `review ${scheduleId} ${period} ${to.channel}/${to.id}`;
}

/** For whoever looks at the schedule: what isn't ours may hold SQL or addresses. */
function problemOf(error: unknown): string {
  return error instanceof ServerError && error.status < 500
    ? error.message
    : "The review couldn't be made. The server's log says why.";
}
