import type { Erasure, Integration, IntegrationsPort } from "@northstar/core";
import { NOW } from "./community.ts";

export const SENDGRID: Integration = {
  name: "sendgrid",
  source: "email",
  ways: ["hook"],
  status: "ok",
  problem: null,
  reason: null,
  sloSeconds: 300,
  lagSeconds: 20,
  lastEventAt: null,
  lastLoadedAt: null,
  waiting: 0,
  lastRun: null,
  lastDay: { in: 0, upserted: 0, duplicate: 0, bad: 0 },
  driftCount: 0,
  deadLetterCount: 1,
  nextRunAt: null,
  secrets: [{ name: "NORTHSTAR_SENDGRID_PUBLIC_KEY", isSet: true, accepted: 1, oldUntil: null }],
  actions: ["pause"],
};
const LETTER = {
  id: "sendgrid:1",
  integration: "sendgrid",
  reason: "missing_time",
  message: "No time.",
  position: "body, record 2",
  excerpt: "{}",
  receivedAt: NOW.toISOString(),
};

export const ERASURE: Erasure = {
  id: "e1",
  dryRun: false,
  status: "running",
  startedAt: NOW.toISOString(),
  finishedAt: null,
  progress: 0,
  table: null,
  rows: {},
  error: null,
};

/** A port that remembers what it was asked. */
export function portDouble(tenant = "default") {
  const asked: unknown[] = [];
  const own = <T>(name: string, value: T) => (name === "sendgrid" ? value : null);
  const port: IntegrationsPort = {
    tenant,
    list: async () => {
      asked.push("list");
      return { now: NOW.toISOString(), integrations: [SENDGRID] };
    },
    detail: async (name) => {
      asked.push(["detail", name]);
      return own(name, {
        now: NOW.toISOString(),
        integration: SENDGRID,
        tables: [],
        runs: [],
        drift: [],
        isAsking: false,
      });
    },
    deadLetters: async (name, page) => {
      asked.push(["deadLetters", name, page]);
      return own(name, { deadLetters: [LETTER], next: null, total: 1 });
    },
    deadLetter: async (name, id) => {
      asked.push(["deadLetter", name, id]);
      return id === LETTER.id ? own(name, { ...LETTER, record: "{}", isCut: false }) : null;
    },
    act: async (name, action, actor) => {
      asked.push(["act", name, action, actor]);
      if (action.action === "run") return own(name, { refused: "busy" as const, message: "It is running already." });
      if (action.action === "backfill")
        return own(name, { refused: "range_invalid" as const, message: "It runs backwards." });
      if (action.action === "rotate")
        return own(name, { refused: "not_possible" as const, message: "No such secret." });
      return own(name, { integration: SENDGRID, runId: null, done: 3, failed: 0 });
    },
    erase: async (request, actor) => {
      asked.push(["erase", request, actor]);
      if ("email" in request && !request.email.includes("@"))
        return { refused: "identifier_invalid", message: "That is no e-mail address." };
      if ("phone" in request) return { refused: "busy", message: "Another erasure is under way." };
      return { ...ERASURE, dryRun: request.dryRun ?? false };
    },
    erasure: (id) => {
      asked.push(["erasure", id]);
      return id === ERASURE.id ? ERASURE : null;
    },
    refused: (actor) => {
      asked.push(["refused", actor]);
    },
  };
  return { port, asked };
}
