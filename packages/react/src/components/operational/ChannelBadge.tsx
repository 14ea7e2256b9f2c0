import { useValueWords } from "./useValueWords.ts";

const SHORT: Readonly<Record<string, string>> = { whatsapp: "WA", email: "@" };

/** A channel in two characters beside what was sent by it; in full for screen readers and on hover. */
export function ChannelBadge({ channel }: { channel: string | null | undefined }) {
  const words = useValueWords()("channel", channel);
  const short = SHORT[channel ?? ""];
  return (
    <span className="ns-channel" title={words}>
      {short === undefined ? words : <span aria-hidden="true">{short}</span>}
      {short !== undefined && <span className="ns-visually-hidden">{words}</span>}
    </span>
  );
}

/** The category in whose colour a channel is drawn, in every tile the same. */
export function channelCategory(channel: string | null | undefined): 1 | 2 {
  return channel === "whatsapp" ? 2 : 1;
}
