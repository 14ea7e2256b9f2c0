import type {
  DeadLetterRecord,
  Integration,
  IntegrationAction,
  IntegrationActionResult,
  IntegrationDetail,
  Problem,
} from "@northstar/core";
import type { Fetch } from "@northstar/react";
import { NOW } from "../support/clock.ts";
import { createFakeFetch } from "../support/server.ts";
import { ALL, ago, DEAD_LETTERS, DRIFT, RUNS, run, TABLES } from "./integrations.ts";

interface ServerOptions {
  integrations?: readonly Integration[];
  /** What every request of the page is answered with instead. */
  problem?: Problem;
  /** What actions are answered with instead. */
  actionProblem?: Problem;
  /** Whether it ever answers. @default true */
  answers?: boolean;
  /** Hears of each action. */
  onAction?: (name: string, action: IntegrationAction) => void;
}

/** The administration of ingestion in memory: actions have their effect, and a run that was begun comes on with each look. */
export function integrationsServer({
  integrations = ALL,
  problem,
  actionProblem,
  answers = true,
  onAction,
}: ServerOptions = {}): Fetch {
  const rest = createFakeFetch();
  const state = { list: [...integrations], letters: [...DEAD_LETTERS] };
  return async (input, init) => {
    const url = new URL(String(input));
    const [, path] = url.pathname.split("/northstar/v1/integrations");
    // A page asks for it first: a story that is played again begins as it did.
    if (url.pathname.endsWith("/catalog"))
      Object.assign(state, { list: [...integrations], letters: [...DEAD_LETTERS] });
    if (path === undefined) return rest(input, init);
    if (!answers) return new Promise<Response>(() => {});
    if (problem) return refuse(problem);
    const [, name = "", part, id] = path.split("/").map(decodeURIComponent);
    if (name === "") {
      state.list = state.list.map(advance);
      return Response.json({ now: NOW.toISOString(), integrations: state.list });
    }
    const found = state.list.find((each) => each.name === name);
    if (!found) return refuse(NOT_FOUND);
    if (part === "dead-letters" && id !== undefined) {
      const letter = state.letters.find((each) => each.id === id);
      return letter ? Response.json(letter) : refuse(NOT_FOUND);
    }
    if (part === "dead-letters") return Response.json(page(name === "sendgrid" ? state.letters : [], url.searchParams));
    if (part === "actions") {
      const action = JSON.parse(String(init?.body)) as IntegrationAction;
      onAction?.(name, action);
      if (actionProblem) return refuse(actionProblem);
      return Response.json(act(state, found, action));
    }
    const detail: IntegrationDetail = {
      now: NOW.toISOString(),
      integration: found,
      tables: found.lastLoadedAt === null ? [] : TABLES,
      runs: found.lastRun === null ? [] : [found.lastRun, ...RUNS.slice(1)],
      drift: DRIFT.slice(0, found.driftCount),
      isAsking: found.lastRun?.status === "running",
    };
    return Response.json(detail);
  };
}

function page(letters: readonly DeadLetterRecord[], parameters: URLSearchParams) {
  const start = Number(parameters.get("after") ?? 0);
  const rows = letters.slice(start, start + 5);
  return {
    deadLetters: rows.map(({ record: _, isCut: __, ...letter }) => letter),
    next: start + 5 < letters.length ? String(start + 5) : null,
    total: letters.length,
  };
}

function act(
  state: { list: Integration[]; letters: DeadLetterRecord[] },
  found: Integration,
  action: IntegrationAction,
): IntegrationActionResult {
  const before = state.letters.length;
  const changed = (rest: Partial<Integration>, result: Partial<IntegrationActionResult> = {}) => {
    const integration = { ...found, ...rest };
    state.list = state.list.map((each) => (each.name === found.name ? integration : each));
    return { integration, runId: null, done: 0, failed: 0, ...result };
  };
  switch (action.action) {
    case "pause":
      return changed({ status: "paused", reason: { code: "paused" }, nextRunAt: null, actions: ["resume", "rotate"] });
    case "resume":
      return changed({ status: "ok", reason: null, actions: ["pause", "rotate"] });
    case "run":
    case "backfill":
      return changed(
        {
          lastRun: run({
            runId: "new",
            mode: action.action === "run" ? "poll" : "backfill",
            status: "running",
            startedAt: ago(0),
            finishedAt: null,
            progress: 0,
          }),
        },
        { runId: "new" },
      );
    case "rotate":
      return changed({
        secrets: found.secrets.map((secret) =>
          secret.name === action.secret
            ? {
                ...secret,
                isSet: true,
                accepted: action.graceHours === 0 ? 1 : 2,
                oldUntil: action.graceHours === 0 ? null : ago(-action.graceHours * 3600),
              }
            : secret,
        ),
      });
    case "replay":
    case "discard": {
      const ids = action.ids ?? state.letters.map(({ id }) => id);
      // Of those that are replayed, the third kind is still not understood.
      const stays = ({ id, reason }: DeadLetterRecord) =>
        !ids.includes(id) || (action.action === "replay" && reason === "unknown_event");
      state.letters = state.letters.filter(stays);
      const done = before - state.letters.length;
      const deadLetterCount = state.letters.length;
      return changed(
        { deadLetterCount, actions: deadLetterCount > 0 ? found.actions : ["pause", "rotate"] },
        { done, failed: action.action === "replay" ? ids.length - done : 0 },
      );
    }
  }
}

/** A run comes on by half of what is left, and is over at its end. */
function advance(each: Integration): Integration {
  if (each.lastRun?.runId !== "new" || each.lastRun.status !== "running") return each;
  const progress = (each.lastRun.progress ?? 0) + 0.5;
  if (progress < 1) return { ...each, lastRun: { ...each.lastRun, progress } };
  return {
    ...each,
    lastRun: {
      ...each.lastRun,
      status: "success",
      progress: null,
      finishedAt: ago(0),
      in: 240,
      upserted: 240,
      duplicate: 0,
    },
  };
}

function refuse(problem: Problem): Response {
  return Response.json(problem, { status: problem.status, headers: { "content-type": "application/problem+json" } });
}

export function problemOf(status: number, code: string, detail: string): Problem {
  return { type: `urn:northstar:problem:${code}`, title: code, status, code, detail };
}

const NOT_FOUND = problemOf(404, "not_found", "There is no such integration.");
