import { digestSecurity, type SecurityEvent } from "@northstar/core";

export const EVENTS: readonly SecurityEvent[] = [
  ...Array.from({ length: 14 }, (_, index) =>
    security(`2026-11-22T09:${42 - index}:10.000`, "bad_signature", "whatsapp", "high", "5f3a9c01"),
  ),
  security("2026-11-22T07:40:02.000", "rate_limit", "api", "low", "0a11c2d3", "limited"),
  security("2026-11-21T22:15:44.000", "token_expired", "portal", "low", "77b0e1f2"),
  security("2026-11-21T22:14:40.000", "token_expired", "portal", "low", "12c9aa90"),
  security("2026-11-21T22:13:01.000", "token_expired", "portal", "low", "90c9aa12"),
  security("2026-11-20T05:20:04.504", "unauthorized", "portal", "medium", "443013a1"),
  security("2026-11-17T10:46:33.812", "replay", "sendgrid", "medium", "50d905ab"),
];

function security(
  at: string,
  kind: string,
  actor: string,
  severity: string,
  ipHash: string,
  outcome = "refused",
): SecurityEvent {
  return { at, kind, actor, ipHash, outcome, severity, count: 1 };
}

export const NEWEST = { events: digestSecurity(EVENTS, false), recent: 18, today: "2026-11-22" };
export const NEWEST_MASKED = {
  ...NEWEST,
  events: digestSecurity(
    EVENTS.map((event) => ({ ...event, actor: "***", ipHash: "***" })),
    false,
  ),
};
