import type { FreshnessOfAnswer, LoadLine, MemberAnnotation, Problem, Row } from "@northstar/core";
import type { Answer } from "./answerCache.ts";

/** What an answer says, but for what differs by request. */
export interface AnswerContent {
  data: readonly Row[];
  annotation: Record<string, MemberAnnotation>;
  lastRefreshTime: string | null;
  freshness: FreshnessOfAnswer;
  /** Short names of the rollups it was made from. */
  rollups: readonly string[];
}

/** One line of a batch's answer: the answer in bytes, or a refusal. */
export type AnsweredLine =
  | { id: string; answer: Answer; milliseconds: number; cached: boolean }
  | { id: string; error: Problem };

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Everything between a line's `id` and the `milliseconds` at its end, so that the two can be put around it. */
export function encodeAnswer({ rollups, ...content }: AnswerContent): Answer {
  const text = JSON.stringify({ ...content, used: { rollups } });
  return { json: encoder.encode(`,${text.slice(1, -2)}`) };
}

/** The lines as NDJSON. */
export function encodeLines(lines: readonly AnsweredLine[]): Uint8Array<ArrayBuffer> {
  const parts = lines.map((line) => {
    if ("error" in line) return { before: `${JSON.stringify(line)}\n`, json: NOTHING, after: "" };
    const after = `,"milliseconds":${line.milliseconds},"cached":${line.cached}}}\n`;
    return { before: `{"id":${JSON.stringify(line.id)}`, json: line.answer.json, after };
  });
  // A character of UTF-16 is three bytes at most.
  const most = parts.reduce((sum, { before, json, after }) => sum + 3 * before.length + json.length + after.length, 0);
  const bytes = new Uint8Array(most);
  let at = 0;
  for (const { before, json, after } of parts) {
    at += encoder.encodeInto(before, bytes.subarray(at)).written;
    bytes.set(json, at);
    at += json.length;
    at += encoder.encodeInto(after, bytes.subarray(at)).written;
  }
  return bytes.subarray(0, at);
}

const NOTHING = new Uint8Array();

/** A line as a value of its own, which nobody shares. */
export function readLine(line: AnsweredLine): LoadLine {
  if ("error" in line) return line;
  return JSON.parse(decoder.decode(encodeLines([line]))) as LoadLine;
}
