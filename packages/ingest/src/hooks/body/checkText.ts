import { isUtf8 } from "node:buffer";
import { setImmediate } from "node:timers/promises";
import { HookProblem } from "../hookProblem.ts";

/** Looked at without a pause, bytes: about a millisecond. */
const SLICE_BYTES = 256 * 1024;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Sees that a body can be parsed without harm: it is UTF-8, and JSON isn't nested deeper than `maxDepth`. Nothing is parsed for it, and
 * others are answered in between.
 * @throws HookProblem `body_not_utf8`, `body_too_deep`
 */
export async function checkText(body: Buffer, takes: "json" | "form", maxDepth: number): Promise<void> {
  if (!isUtf8(body)) throw new HookProblem("body_not_utf8", "The body isn't UTF-8.");
  if (takes === "form") return;
  const state = { depth: 0, inText: false, at: 0 };
  for (;;) {
    if (!scan(body, state, Math.min(body.length, state.at + SLICE_BYTES), maxDepth)) {
      throw new HookProblem("body_too_deep", `The body is nested deeper than ${maxDepth} levels.`);
    }
    if (state.at >= body.length) return;
    await setImmediate();
  }
}

/** Counts brackets outside of texts up to `end`. @returns false when they are too deep */
function scan(
  body: Buffer,
  state: { depth: number; inText: boolean; at: number },
  end: number,
  maxDepth: number,
): boolean {
  let { depth, inText, at } = state;
  while (at < end) {
    const byte = body[at++];
    if (inText) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    // [ and {, ] and } differ in one bit.
    else if (byte === 0x5b || byte === 0x7b) {
      if (++depth > maxDepth) return false;
    } else if (byte === 0x5d || byte === 0x7d) depth--;
  }
  state.depth = depth;
  state.inText = inText;
  state.at = at;
  return true;
}
