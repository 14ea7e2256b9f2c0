import type { CatalogKpi, Claims } from "@northstar/core";
import { newsMessage } from "../alerts/delivery/newsMessage.ts";
import { NOTICES_TOPIC } from "../alerts/delivery/newsTopics.ts";
import { claimsOf } from "../alerts/engine/audienceOf.ts";
import type { AlertDelivery, AlertMessage, Outbox } from "../alerts/types.ts";
import { noticeWords } from "./noticeWords.ts";
import { seesAnchor } from "./people.ts";
import { createSight, type SightParts } from "./sight.ts";
import type { NoticeOf, SuggestionStore } from "./types.ts";

/** The alerts' own ways out: notices go out, are tried again and are given up as alerts are. */
export interface NoticeWays {
  outbox: Outbox;
  delivery: Pick<AlertDelivery, "recipients" | "channels">;
}

interface TellerParts extends SightParts, NoticeWays {
  store: SuggestionStore;
  now: () => number;
  onError: (error: unknown) => void;
  /** How often is looked for notices that another process wrote, or that failed. 0: only by `look`. */
  tickSeconds: number;
}

/** Hands notices to the channels of those whom they are for. */
export interface Teller {
  /** Looks at once; what is wrong goes to `onError`. While another look is on, after it. */
  look(): Promise<void>;
  /** Ends it after what is under way. */
  close(): Promise<void>;
}

/** Notices of one look. */
const PAGE = 200;

/**
 * Each notice is put into the outbox once for each place of its recipient, in one transaction with the mark that it was: who dies between has sent nothing,
 * and who is second finds its key. What was read meanwhile isn't sent, and neither is what the place's audience may not see.
 */
export function createTeller(parts: TellerParts): Teller {
  const { store, people: file, server, outbox, delivery, now, onError, tickSeconds } = parts;
  const sight = createSight(parts);
  const people = new Map(file.people.map((person) => [person.id, person]));
  let looking: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | null = null;
  let isClosed = false;

  async function messagesOf(
    { notice, suggestion }: NoticeOf,
    kpisOf: (claims: Claims) => Promise<readonly CatalogKpi[]>,
  ): Promise<AlertMessage[]> {
    const person = people.get(notice.recipient);
    if (!person?.notify || notice.readAt !== null) return [];
    const [recipients, channels] = await Promise.all([delivery.recipients(), delivery.channels()]);
    const messages: AlertMessage[] = [];
    for (const place of person.notify) {
      const recipient = recipients.find(({ channel, id }) => channel === place.channel && id === place.recipient);
      const way = channels.find(({ name }) => name === place.channel);
      // A template of WhatsApp and a webhook's receiver are made for alerts.
      if (!recipient || !way || (way.kind !== "email" && way.kind !== "slack")) continue;
      const claims = claimsOf(recipient.audience);
      const seen = sight.see(suggestion, await kpisOf(claims), claims);
      if (!seen || !seesAnchor(person, seen.kpi.roles, suggestion.rows)) continue;
      const { locale } = recipient;
      const words = noticeWords(notice, {
        locale,
        who: sight.notice(notice, seen).by.name,
        kpi: seen.kpi.title[locale],
        recipientTitle: way.recipients.find(({ id }) => id === place.recipient)?.title ?? place.recipient,
      });
      const news = { kind: "notice", topic: NOTICES_TOPIC, id: suggestion.id, words } as const;
      const key = `notice ${notice.id} ${place.channel}/${place.recipient}`;
      messages.push(newsMessage(recipient, key, news, { locale, at: now() }));
    }
    return messages;
  }

  async function tell(): Promise<void> {
    const catalogs = new Map<string, Promise<readonly CatalogKpi[]>>();
    const kpisOf = (claims: Claims) => {
      const key = JSON.stringify([claims.roles, claims.filters]);
      const known =
        catalogs.get(key) ??
        server()
          .catalog(claims)
          .then(({ kpis }) => kpis);
      catalogs.set(key, known);
      return known;
    };
    for (const unsent of await store.unsentNotices(PAGE)) {
      if (isClosed) return;
      const messages = await messagesOf(unsent, kpisOf);
      await outbox.post(messages, async (transaction) => {
        await store.markSent(transaction, [unsent.notice.id], now());
        return true;
      });
    }
  }

  function look(): Promise<void> {
    looking = looking.then(() => (isClosed ? undefined : tell())).catch(onError);
    return looking;
  }

  function plan(): void {
    if (isClosed || tickSeconds === 0) return;
    timer = setTimeout(() => void look().then(plan), tickSeconds * 1000);
    timer.unref();
  }
  plan();

  return {
    look,
    async close() {
      isClosed = true;
      if (timer) clearTimeout(timer);
      await looking;
    },
  };
}

/** The store, with word of what tells somebody something. */
export function announcing(store: SuggestionStore, tell: () => void): SuggestionStore {
  const after = <T>(isTold: boolean, done: T): T => {
    if (isTold) tell();
    return done;
  };
  return {
    ...store,
    add: async (suggestion, notices) => after(notices.length > 0, await store.add(suggestion, notices)),
    addReply: async (id, reply, notices) => after(notices.length > 0, await store.addReply(id, reply, notices)),
    change: async (id, basedOn, change, by, notices) =>
      after(notices.length > 0, await store.change(id, basedOn, change, by, notices)),
  };
}
