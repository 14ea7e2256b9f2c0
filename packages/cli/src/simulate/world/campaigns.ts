import { type Calendar, DAY, HOUR } from "./days.ts";
import { MONTH_NAMES } from "./vocabulary.ts";

/** A message sent to a part of the community. */
export interface Campaign {
  id: string;
  channel: "email" | "whatsapp";
  name: string;
  templateId: string;
  segment: string;
  utmCampaign: string;
  /** ms UTC; of a welcome series, when it began. */
  sentAt: number;
  /** Who gets it: a share of everybody who agreed, of the recently active, of those who weren't for a month, or each newcomer. */
  audience: "everybody" | "active" | "lapsed" | "newcomers";
  share: number;
  /** Hours after registration, for newcomers. */
  afterHours: number;
}

/** What newcomers get. WhatsApp takes only some of those who agreed to it. */
const WELCOME = [
  { channel: "email", step: 1, afterHours: 0.2, share: 1 },
  { channel: "email", step: 3, afterHours: 24 * 7, share: 1 },
  { channel: "whatsapp", step: 2, afterHours: 30, share: 0.4 },
] as const;

/** Every campaign sent up to now, in no particular order. */
export function makeCampaigns(calendar: Calendar): Campaign[] {
  const campaigns: Campaign[] = WELCOME.map(({ channel, step, afterHours, share }) => ({
    id: `${channel === "email" ? "em" : "wa"}-bienvenida-${step}`,
    channel,
    name: `Bienvenida ${step}/3`,
    templateId: channel === "email" ? `d-bienvenida-${step}` : `bienvenida_${step}`,
    segment: "nuevos",
    utmCampaign: `bienvenida-${step}`,
    sentAt: calendar.start,
    audience: "newcomers",
    share,
    afterHours,
  }));

  calendar.monthStarts.forEach((monthStart, month) => {
    const date = calendar.days[calendar.dayIndex(monthStart)]?.date ?? "";
    const name = MONTH_NAMES[Number(date.slice(5, 7)) - 1] ?? "";
    const key = date.slice(0, 7);
    /** First day of the month, from its n-th week on, that is this weekday. */
    const on = (week: number, weekday: number, hour: number): number => {
      const first = calendar.days[calendar.dayIndex(monthStart)]?.weekday ?? 0;
      return monthStart + (week * 7 + ((weekday - first + 7) % 7)) * DAY + hour * HOUR;
    };
    const add = (
      channel: Campaign["channel"],
      code: string,
      title: string,
      sentAt: number,
      audience: Campaign["audience"],
      share: number,
    ) => {
      const id = `${channel === "email" ? "em" : "wa"}-${code}-${key}`;
      const template = {
        templateId: channel === "email" ? `d-${code}` : code.replaceAll("-", "_"),
        utmCampaign: `${code}-${key}`,
      };
      if (sentAt < calendar.now) {
        campaigns.push({
          id,
          channel,
          name: title,
          ...template,
          segment: SEGMENT_OF[audience],
          sentAt,
          audience,
          share,
          afterHours: 0,
        });
      }
    };
    add("email", "boletin", `Boletín ${28 + month}`, on(1, 1, 10), "everybody", 0.1);
    add("email", "webinar-a", `Webinar ${name}: primera sesión`, on(0, 1, 9), "active", 0.08);
    add("email", "webinar-b", `Webinar ${name}: segunda sesión`, on(2, 1, 9), "active", 0.08);
    if (month % 3 === 1) add("email", "invita", `Invita a un colega, ${name}`, on(2, 3, 11), "everybody", 0.13);
    add("whatsapp", "webinar", `Webinar ${name}`, on(0, 3, 9), "active", 0.12);
    add("whatsapp", "reactivacion-60", `Reactivación 60 d, ${name}`, on(1, 2, 10), "lapsed", 0.028);
  });
  return campaigns;
}

const SEGMENT_OF = {
  everybody: "todos",
  active: "tibios-y-calientes",
  lapsed: "inactivos-60",
  newcomers: "nuevos",
} as const;
