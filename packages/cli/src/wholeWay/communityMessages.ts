/**
 * What the channels tell of messages to the small community of communityFiles.ts, as their webhooks tell it: repeated, out
 * of order, and with machines among the readers.
 */
const unix = (at: string) => Date.parse(at) / 1000;
const sendgridEvent = (event: string, at: string, id: string, email: string, more: object = {}) => ({
  email,
  timestamp: unix(at),
  event,
  sg_event_id: id,
  sg_message_id: `sg-${email}`,
  campaign_id: "spring",
  ...more,
});
const elena = "elena.old@example.org";
const clicked = sendgridEvent("click", "2025-05-01T04:00:00Z", "s5", elena, { url: "https://portal.example/a" });
/** The click comes before the delivery, and twice, as SendGrid does it. */
export const sendgrid = `${JSON.stringify([
  sendgridEvent("processed", "2025-02-11T12:00:00Z", "s1", "carla@example.org"),
  sendgridEvent("delivered", "2025-02-11T12:00:05Z", "s2", "carla@example.org"),
  sendgridEvent("open", "2025-04-11T12:00:06Z", "s3", "carla@example.org", { sg_machine_open: true }),
  clicked,
  sendgridEvent("delivered", "2025-05-01T03:00:00Z", "s4", elena),
  clicked,
])}\r\n`;

const mailgunEvent = (event: string, at: string, id: string, recipient: string, more: object = {}) => ({
  signature: { timestamp: "1", token: "t", signature: "s" },
  "event-data": {
    event,
    id,
    timestamp: unix(at),
    recipient,
    message: { headers: { "message-id": `mg-${recipient}` } },
    ...more,
  },
});
const bot = { "client-info": { bot: "barracuda", "client-type": "robot" }, url: "https://portal.example/b" };
const human = { "client-info": { "client-type": "browser" }, url: "https://portal.example/b" };
export const mailgun = JSON.stringify([
  mailgunEvent("delivered", "2025-04-10T11:59:00Z", "m1", "ana@example.org"),
  mailgunEvent("clicked", "2025-04-10T12:00:00Z", "m2", "ana@example.org", bot),
  mailgunEvent("opened", "2025-04-11T12:00:00Z", "m3", "ana@example.org", human),
  mailgunEvent("clicked", "2025-04-12T12:00:00Z", "m4", "fabio@example.org", human),
  mailgunEvent("clicked", "2025-04-30T12:00:00Z", "m5", "dario@example.org", bot),
  mailgunEvent("clicked", "2025-05-02T12:00:00Z", "m6", "dario@example.org", human),
]);

const brevoEvent = (event: string, at: string, more: object = {}) => ({
  event,
  email: "gina@example.org",
  "message-id": "<b1@relay.example>",
  // The account's own zone, which nobody may read: `ts_event` says when.
  date: "2025-01-01 00:00:00",
  ts_event: unix(at),
  ...more,
});
export const brevo = JSON.stringify([
  brevoEvent("request", "2025-04-15T11:00:00Z"),
  brevoEvent("unique_proxy_open", "2025-04-15T11:00:01Z"),
  brevoEvent("delivered", "2025-04-15T11:00:02Z"),
  brevoEvent("click", "2025-04-15T12:00:00Z", { link: "https://portal.example/c" }),
]);

const webhook = (value: object) => ({
  object: "whatsapp_business_account",
  entry: [{ id: "1", changes: [{ field: "messages", value: { messaging_product: "whatsapp", ...value } }] }],
});
const status = (id: string, name: string, at: string, who: object, more: object = {}) =>
  webhook({ statuses: [{ id, status: name, timestamp: String(unix(at)), ...who, ...more }] });
const reply = (id: string, answered: string, at: string, who: object) =>
  webhook({
    messages: [{ id, timestamp: String(unix(at)), type: "button", context: { id: answered }, ...who }],
  });
const carlaPhone = "5215512345678";
const readByCarla = status("w1", "read", "2025-02-10T13:00:00Z", { recipient_id: carlaPhone });
/** Read before delivered, which comes never; later a person without a telephone number. */
export const whatsapp = JSON.stringify([
  readByCarla,
  status("w1", "sent", "2025-02-10T12:00:00Z", { recipient_id: carlaPhone }),
  readByCarla,
  reply("in1", "w1", "2025-02-10T14:00:00Z", { from: carlaPhone }),
  status("w2", "failed", "2025-03-10T12:00:00Z", { recipient_id: "573001112233" }, { errors: [{ code: 131026 }] }),
  status("w3", "sent", "2025-05-03T12:00:00Z", { recipient_user_id: "MX.103" }),
  reply("in2", "w3", "2025-05-03T12:30:00Z", { from_user_id: "MX.103" }),
]);
