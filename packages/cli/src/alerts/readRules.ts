import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { AlertRuleInput, RuleProblem } from "@northstar/core";
import { parseRule } from "@northstar/server/alerts";
import { type Document, isMap, isNode, isSeq, LineCounter, type Node, parseDocument } from "yaml";

/** A rule as a file has it. */
export interface FileRule {
  rule: AlertRuleInput;
  file: string;
  /** Line of a place in it, such as `condition.red.exit`; the nearest that there is. */
  lineOf(path: string): number;
}

/** What is wrong with a file of rules. */
export interface FileProblem {
  file: string;
  line: number;
  /** The rule's id where it has one. */
  rule: string | null;
  message: string;
}

/**
 * Reads the rules of a folder's YAML files, each a list under `rules:`. Durations may be written as people do (`for: 2h`, `keepFiring: 1d`,
 * `remind: 1d`, `schedule: { every: 5m }`). What is wrong is named with file and line; the other rules are read all the same.
 * No folder, no rules.
 */
export async function readRules(folder: string): Promise<{ rules: FileRule[]; problems: FileProblem[] }> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const files = names.filter((name) => /\.ya?ml$/.test(name)).sort();
  const rules: FileRule[] = [];
  const problems: FileProblem[] = [];
  for (const name of files) {
    const file = join(folder, name);
    await readFileInto(file, await readFile(file, "utf8"), rules, problems);
  }
  const seen = new Map<string, FileRule>();
  for (const found of rules) {
    const first = seen.get(found.rule.id);
    if (!first) seen.set(found.rule.id, found);
    else {
      const message = `the id is taken by a rule in ${first.file}, line ${first.lineOf("id")}.`;
      problems.push({ file: found.file, line: found.lineOf("id"), rule: found.rule.id, message });
    }
  }
  return { rules: [...seen.values()], problems };
}

async function readFileInto(file: string, text: string, rules: FileRule[], problems: FileProblem[]): Promise<void> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const lineAt = (node: Node | null | undefined) => lines.linePos(node?.range?.[0] ?? 0).line;
  const [fault] = document.errors;
  if (fault) {
    const line = fault.linePos?.[0].line ?? 1;
    problems.push({ file, line, rule: null, message: `is no YAML: ${fault.message.split("\n")[0]}` });
    return;
  }
  const list = document.get("rules", true);
  if (!isSeq(list)) {
    problems.push({ file, line: 1, rule: null, message: "has no list of rules. Put them under rules:" });
    return;
  }
  for (const [index, node] of list.items.entries()) {
    const lineOf = (path: string) =>
      lineAt(nearest(document, ["rules", index, ...path.split(".")]) ?? (isNode(node) ? node : null));
    const value: unknown = isMap(node) ? node.toJS(document) : null;
    const parsed = parseRule(isMap(node) ? withSeconds(value as Record<string, unknown>) : value);
    if ("rule" in parsed) {
      rules.push({ rule: parsed.rule, file, lineOf });
      continue;
    }
    const id = isMap(node) ? String(node.get("id") ?? "") || null : null;
    problems.push(
      ...parsed.problems.map(({ path, message }) => ({
        file,
        line: lineOf(path),
        rule: id,
        message: said(path, message),
      })),
    );
  }
}

/** A problem of a rule, in one line. */
export function said(path: RuleProblem["path"], message: string): string {
  return path === "" ? message : `${path}: ${message}`;
}

/** The node at a path, or the deepest that there is on the way to it. */
function nearest(document: Document, path: readonly (string | number)[]): Node | null {
  for (let length = path.length; length > 2; length -= 1) {
    const keys = path.slice(0, length).map((key) => (/^\d+$/.test(String(key)) ? Number(key) : key));
    const node = document.getIn(keys, true);
    if (isNode(node)) return node;
  }
  return null;
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** `90s`, `10m`, `2h`, `1d` in seconds; what isn't so written stays, for whoever checks the shape. */
function seconds(value: unknown): unknown {
  const found = typeof value === "string" ? /^(\d+(?:\.\d+)?)\s*([smhd])$/.exec(value) : null;
  return found ? Number(found[1]) * (UNITS[found[2] ?? ""] ?? Number.NaN) : value;
}

const DURATIONS: readonly (readonly [written: string, read: string])[] = [
  ["for", "forSeconds"],
  ["keepFiring", "keepFiringSeconds"],
  ["remind", "remindSeconds"],
];

function withSeconds(rule: Record<string, unknown>): Record<string, unknown> {
  const read = { ...rule };
  for (const [written, name] of DURATIONS) {
    if (!(written in read)) continue;
    read[name] = seconds(read[written]);
    delete read[written];
  }
  const { schedule } = read;
  if (typeof schedule === "object" && schedule !== null && "every" in schedule) {
    const { every, ...rest } = schedule as Record<string, unknown>;
    read.schedule = { ...rest, everySeconds: seconds(every) };
  }
  return read;
}
