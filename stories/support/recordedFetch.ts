import { type LoadRequest, type Problem, queryKey, type Role } from "@northstar/core";
import type { Fetch } from "@northstar/react";
import { TIME_ZONE } from "./clock.ts";
import { type Recording, readerName, unpackAnswer } from "./recording.ts";

/** Loaded with the first story that asks: most have hand-made answers. A JSON module's own type is as long as the file. */
const readRecording = async () => (await import("../record/recording.json")).default as unknown as Recording;

/**
 * The real server's answers for a role, from memory; elsewhere than in Bogotá only to what views ask at first. A question that wasn't
 * recorded is refused by name, so that a story whose component has learnt to ask something else says what to do.
 */
export function createRecordedFetch(role: Role, timeZone = TIME_ZONE): Fetch {
  const reader = readerName(role, timeZone);
  return async (input, init) => {
    const { catalogs, freshness, annotations, answers, asked } = await readRecording();
    const path = new URL(String(input)).pathname;
    if (path.endsWith("/catalog")) return Response.json(catalogs[reader]);
    if (path.endsWith("/freshness")) return Response.json(freshness);
    if (!path.endsWith("/load")) return problemResponse(404, "not_found", "There are no events here.");
    const { queries } = JSON.parse(String(init?.body)) as LoadRequest;
    const lines = queries.map(({ id, query }) => {
      const answer = answers[asked[reader]?.[queryKey(query)] ?? -1];
      const line = answer ? unpackAnswer(answer, annotations) : { error: notRecorded(query.measures) };
      return JSON.stringify({ id, ...line });
    });
    return new Response(`${lines.join("\n")}\n`, { headers: { "content-type": "application/x-ndjson" } });
  };
}

function notRecorded(measures: readonly string[] = []): Problem {
  return problem(
    501,
    "not_recorded",
    `The stories have no answer to this question about ${measures.join(", ")}. Run pnpm stories:record.`,
  );
}

function problem(status: number, code: string, detail: string): Problem {
  return { type: `urn:northstar:problem:${code}`, title: code, status, code, detail };
}

function problemResponse(status: number, code: string, detail: string): Response {
  return Response.json(problem(status, code, detail), { status });
}
