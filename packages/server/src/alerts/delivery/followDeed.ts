import type { Locale } from "@northstar/core";
import type { AlertStore, Audience } from "../types.ts";
import type { RecipientConfig } from "./channelsFile.ts";
import type { LinkDeed } from "./links.ts";
import { NOTICES_TITLE, NOTICES_TOPIC, scheduleOfTopic } from "./newsTopics.ts";

/**
 * Does what a signed link says. A firing that is over isn't acknowledged any more, and neither is the one after it. Doing it again changes
 * nothing. @returns null when there is nothing left to do
 */
export async function followDeed(
  deed: LinkDeed,
  recipient: RecipientConfig,
  audience: Audience,
  { store, reviewTitle }: { store: AlertStore; reviewTitle?: ((id: string) => Promise<string | null>) | undefined },
  at: number,
): Promise<{ done: "acknowledged" | "unsubscribed"; locale: Locale; title: string } | null> {
  const { locale } = recipient;
  const rules = await store.rules();
  const titleOf = async (topic: string) => {
    if (topic === NOTICES_TOPIC) return NOTICES_TITLE[locale];
    const schedule = scheduleOfTopic(topic);
    return schedule === null ? rules.find(({ id }) => id === topic)?.title[locale] : await reviewTitle?.(schedule);
  };
  const titles: string[] = [];
  for (const [topic] of deed.alerts) {
    const title = await titleOf(topic);
    if (title) titles.push(title);
  }
  if (deed.do === "unsubscribe") {
    for (const [ruleId] of deed.alerts) await store.unsubscribe(deed.channel, deed.to, ruleId, at);
    return { done: "unsubscribed", locale, title: titles.join(", ") };
  }
  const rows = (await store.alertRows()).filter((row) => row.audienceId === audience.id);
  const firing = rows.filter(({ ruleId, state }) =>
    deed.alerts.some(
      ([id, since]) => id === ruleId && since !== null && state.level !== null && state.firingSince === since,
    ),
  );
  if (firing.length === 0) return null;
  const earlier = await store.acknowledgements();
  for (const row of firing) {
    const { ruleId, rows: sameRows, episode } = row;
    const isDone = earlier.some((one) => one.ruleId === ruleId && one.rows === sameRows && one.episode === episode);
    if (!isDone) await store.acknowledge({ ruleId, rows: sameRows, episode, by: recipient.title, at, note: null });
  }
  return { done: "acknowledged", locale, title: titles.join(", ") };
}
