import { contentId } from "./hashing.ts";
import { identityKey, type TableRow } from "./normaliser.ts";
import { type JsonObject, jsonOf, numberOf, textOf } from "./values.ts";

/** An event's parts that plays and conversions are made of. */
interface Ga4Event {
  eventId: string;
  name: string;
  occurredAt: bigint;
  params: JsonObject;
  pseudoId: string | null;
  userId: string | null;
  sessionId: string | null;
  tableDay: string | null;
  medium: string | null;
}

const PLAY_EVENTS = new Set([
  "content_play",
  "content_progress",
  "content_complete",
  "podcast_play",
  "video_start",
  "video_progress",
  "video_complete",
  "webinar_join",
  "webinar_attended",
]);
const CONVERSION_EVENTS = new Set(["sign_up", "generate_lead", "purchase", "webinar_registration", "conversion"]);

/** Adds to `rows` the play or the conversion that an event tells of. */
export function ga4Activity(event: Ga4Event, rows: TableRow[]): void {
  if (PLAY_EVENTS.has(event.name)) addPlay(event, rows);
  else if (CONVERSION_EVENTS.has(event.name)) addConversion(event, rows);
}

/** A play's events add up to one row: the earliest start, the greatest of seconds and percent. */
function addPlay(event: Ga4Event, rows: TableRow[]): void {
  const { params, pseudoId, userId, occurredAt, name } = event;
  const content = textOf(params.content_id);
  if (content === null) return;
  const playId = textOf(params.play_id);
  const percent = numberOf(params.percent) ?? numberOf(params.video_percent);
  rows.push({
    table: "content_consumption",
    identities: pseudoId === null ? [] : [identityKey("user_pseudo_id", pseudoId)],
    row: {
      id: playId ?? contentId("play", event.sessionId ?? userId ?? pseudoId ?? event.eventId, content),
      user_id: userId,
      content_id: content,
      started_at: occurredAt,
      seconds_played: numberOf(params.seconds_played),
      max_percent: percent,
      completed: name.endsWith("_complete") || (percent !== null && percent >= 90),
      attended_live: name === "webinar_join" || name === "webinar_attended",
      source_id: event.tableDay,
      _raw: whoseOf(event),
    },
  });
}

function addConversion(event: Ga4Event, rows: TableRow[]): void {
  const { params, pseudoId, userId, medium } = event;
  rows.push({
    table: "conversions",
    identities: pseudoId === null ? [] : [identityKey("user_pseudo_id", pseudoId)],
    row: {
      id: event.eventId,
      user_id: userId,
      kind: textOf(params.kind) ?? event.name,
      occurred_at: event.occurredAt,
      campaign_id: textOf(params.campaign_id),
      channel: textOf(params.channel) ?? (medium === "email" || medium === "whatsapp" ? medium : null),
      value: numberOf(params.value),
      source_id: event.tableDay,
      _raw: whoseOf(event),
    },
  });
}

/** Kept so that a person who is known only later can still be filled in. */
function whoseOf({ pseudoId, userId }: Ga4Event): string {
  return jsonOf({ user_pseudo_id: pseudoId, user_id: userId ?? undefined });
}
