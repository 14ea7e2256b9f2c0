import { PACK_KINDS } from "@northstar/core";
import { z } from "zod";
import { filterValues, parseBody, plainText } from "./parseReportBody.ts";

const clock = {
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time such as 08:00"),
  timeZone: z.string().max(60).refine(isTimeZone, "must be an IANA time zone, such as America/Bogota"),
};
const when = z.discriminatedUnion("on", [
  z.strictObject({ on: z.literal("weekday"), weekday: z.number().int().min(1).max(7), ...clock }),
  z.strictObject({ on: z.literal("working_day"), nth: z.number().int().min(1).max(5), ...clock }),
]);
const recipient = z.strictObject({ channel: z.string().min(1).max(64), id: z.string().min(1).max(64) });
const schedule = z.strictObject({
  title: plainText(120),
  kind: z.enum(PACK_KINDS),
  values: filterValues.default({}),
  when,
  waitHours: z.number().int().min(0).max(72),
  recipients: z
    .array(recipient)
    .min(1)
    .max(50)
    .refine((all) => new Set(all.map(({ channel, id }) => `${channel}/${id}`)).size === all.length, "has one twice"),
  language: z.enum(["es", "en"]).nullable(),
  enabled: z.boolean(),
});
const version = z.number().int().min(1);

const body = z.strictObject({ schedule, basedOn: version.nullable() });
const removal = z.strictObject({ basedOn: version });

/** Body of `POST /northstar/v1/reports/schedules` and `…/:id`. @throws ServerError `request_invalid` */
export const parseSchedule = (value: unknown) => parseBody(body, value);
/** Body of `POST …/:id/remove`. @throws ServerError `request_invalid` */
export const parseRemoval = (value: unknown) => parseBody(removal, value);

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
