import type { ModelProblem } from "./ModelProblem.ts";
import type { ModelText, Place } from "./ModelText.ts";

/**
 * What a compilation by Cube failed with, as problems with file, line and mend. Cube says the file of few errors and the line of none,
 * so both are looked for in the model's text; its own words stay where they say what is wrong.
 */
export function readModelProblems(error: unknown, model: ModelText): ModelProblem[] {
  if (model.problems.length > 0) return [...model.problems];
  const text = error instanceof Error ? error.message : String(error);
  if (!text.startsWith("Compile errors:")) return [describe(text.split("\n", 1)[0] ?? "", undefined, model)];
  const problems: ModelProblem[] = [];
  let file: string | undefined;
  for (const line of text.split("\n").slice(1)) {
    const heading = /^(.*?) ?Errors:$/.exec(line);
    if (heading) file = heading[1] === "" ? undefined : heading[1];
    // Continuation lines say the same again, in other words.
    else if (line.trim() !== "" && !/^(?:\s|Possible reasons)/.test(line)) problems.push(describe(line, file, model));
  }
  // Two things of one name leave a trail of members that seem to be missing.
  const doubled = problems.filter(({ member, message }) => message === TWICE && !member.includes("."));
  // What is not defined is missed at every place that names it.
  const seen = new Map(
    (doubled.length > 0 ? doubled : problems).map((problem) => [`${problem.member}${problem.message}`, problem]),
  );
  return [...seen.values()];
}

type Rule = [
  pattern: RegExp,
  read: (
    found: readonly string[],
    context: { model: ModelText; file: string | undefined },
  ) => { place: Place | null | undefined; member: string; message: string; fix: string },
];

const TWICE = "is defined twice.";

const REFERENCE = "Keys and values are in Cube's data model reference.";

const RULES: readonly Rule[] = [
  [
    /^(\S+) cube: Member '([^']+)' is included in '[^']+' but not defined in any cube/,
    ([, view = "", name = ""], { model }) => ({
      place: model.text((text) => text === name, { within: view }),
      member: view,
      message: `includes ${name}, which none of its cubes defines.`,
      fix: "Mend its name, define it, or remove it.",
    }),
  ],
  [
    /^(\S+) cube: Included member '([^']+)' conflicts with/,
    ([, view = "", name = ""], { model }) => ({
      place: model.text((text) => text === name, { within: view }) ?? model.definitions(view)[0],
      member: view,
      message: `includes two members called ${name}.`,
      fix: "Give one an alias, or leave it out with excludes.",
    }),
  ],
  [
    /^(\S+) cube: Cube (\S+) doesn't exist/,
    ([, cube = "", other = ""], { model }) => ({
      place: model.text((text) => text === other, { within: cube }),
      member: cube,
      message: `joins ${other}, which no file of the model defines.`,
      fix: "Mend its name or define it.",
    }),
  ],
  [
    /^(\S+) cube: primary key for '([^']+)' is required/,
    ([, cube = "", other = ""], { model }) => ({
      place: model.definitions(other)[0],
      member: cube,
      message: `joins need a primary key of ${other}.`,
      fix: "Give one of its dimensions `primary_key: true`.",
    }),
  ],
  [
    /^(\S+) cube: (\S+) defined more than once/,
    ([, cube = "", name = ""], { model }) => ({
      place: model.member(cube, name, 1),
      member: `${cube}.${name}`,
      message: TWICE,
      fix: "Rename one: measures, dimensions and segments of a cube share their names.",
    }),
  ],
  [
    /Found duplicate (?:measure|dimension|segment|member) '([^']+)' in cube '([^']+)'/,
    ([, name = "", cube = ""], { model }) => ({
      place: model.member(cube, name, 1),
      member: `${cube}.${name}`,
      message: TWICE,
      fix: "Rename one or remove it.",
    }),
  ],
  [
    /Found (?:duplicate (?:cube|view)|conflicting cube and view) name '([^']+)'/,
    ([, name = ""], { model }) => ({
      place: model.definitions(name)[1],
      member: name,
      message: TWICE,
      fix: "Rename one or remove it.",
    }),
  ],
  [
    /^(\S+) cube: (?:\((\S+) = [^)]*\)|"([\w.[\]]+)") is not allowed/,
    ([, cube = "", given, quoted = "", path = given ?? quoted], { model }) => ({
      place: model.path(cube, path),
      member: cube,
      message: `${path} is no key that Cube knows.`,
      fix: `Mend its spelling or remove it. ${REFERENCE}`,
    }),
  ],
  [
    /^(\S+) cube: (?:\((\S+) = ([^)]*)\)|"([\w.[\]]+)") must be one of \[([^\]]*)\]/,
    ([, cube = "", given, value, quoted = "", allowed = "", path = given ?? quoted], { model }) => ({
      place: model.path(cube, path),
      member: cube,
      message: `${path} is ${value ?? "something else"}.`,
      fix: `Choose one of ${allowed}.`,
    }),
  ],
  [
    /^(\S+) cube: \(value = .*\) must contain at least one of \[sql, sqlTable\]/,
    ([, cube = ""], { model }) => ({
      place: model.definitions(cube)[0],
      member: cube,
      message: "doesn't say where its rows come from.",
      fix: "Give it `sql_table` or `sql`.",
    }),
  ],
  [
    /^(\S+) cube: \((\S+)\) is required/,
    ([, cube = "", path = ""], { model }) => ({
      place: model.path(cube, path),
      member: cube,
      message: `${path} is missing.`,
      fix: `Add it. ${REFERENCE}`,
    }),
  ],
  [
    /^Member '([^']+)' included in folder '([^']+)' not found/,
    ([, name = "", folder = ""], { model }) => ({
      place: model.text((text) => text === name),
      member: "-",
      message: `the folder ${folder} includes ${name}, which the view doesn't show.`,
      fix: "Mend its name, or include it in the view.",
    }),
  ],
  [
    /Jinja template needs/,
    (_, { model }) => ({
      place: model.text((text) => /\{[{%]/.test(text)),
      member: "-",
      message: "is a Jinja template, which this model doesn't use: it needs Cube's native extension.",
      fix: "Write it out in YAML.",
    }),
  ],
  [
    /Unexpected YAML key: (\S+?)\. Only/,
    ([, key = ""], { file }) => ({
      place: file === undefined ? null : { file, line: 1 },
      member: "-",
      message: `begins with the key ${key}.`,
      fix: "A file of the model holds `cubes:` and `views:`.",
    }),
  ],
  [
    /Failed to parse Python expression.*: (.+)$/,
    ([, rest = ""], { model, file }) => {
      const tail = squeeze(rest);
      return {
        place: model.text((text) => text.includes("{") && squeeze(text).includes(tail), { file }),
        member: "-",
        message: "has a reference in braces that can't be read.",
        fix: "Write `{member}`, `{cube.member}` or `{CUBE}.column`, and close every brace; a brace of the SQL's own is written `\\{`.",
      };
    },
  ],
  [
    /^(\S+) (?:is not defined|cannot be resolved\. There's no such member or cube)/,
    ([, name = ""], { model }) => {
      const last = name.split(".").at(-1) ?? name;
      // Cube writes out `CUBE` and the own cube's name.
      const mentioned = new RegExp(`\\{\\s*(?:[\\w]+\\.)*${escapePattern(last)}\\b`);
      const owner = name.includes(".") ? name.split(".")[0] : undefined;
      return {
        place:
          model.text((text) => text === name || text.startsWith(`${name}.`)) ??
          model.text((text) => text.includes(`{${name}`)) ??
          model.text((text) => mentioned.test(text), { within: owner }) ??
          model.text((text) => mentioned.test(text)),
        member: "-",
        message: `${name} is named here and defined nowhere.`,
        fix: "Mend its name, or define that cube or member; a column of the table is written `{CUBE}.column`.",
      };
    },
  ],
  [
    /Can't find join path to join (.+?)\.?$/,
    ([, list = ""], { model }) => {
      const [from = "-", ...to] = list.split(",").map((name) => name.replaceAll(/['\s]/g, ""));
      const joined = to.length > 0 ? to.join(", ") : "another cube of the query";
      return {
        place:
          model.text((text) => [...to.map((name) => `${from}.${name}`)].includes(text)) ?? model.definitions(from)[0],
        member: from,
        message: `has no join to ${joined}.`,
        fix: "Add it under `joins:` of the cube, or include the two in views of their own.",
      };
    },
  ],
  [
    /'([^']+)' not found for path '([^'.]+)\.[^']*'/,
    ([, name = "", cube = ""], { model }) => ({
      place: model.text((text) => text.split(".").at(-1) === name, { within: cube }) ?? model.definitions(cube)[0],
      member: cube,
      message: `names ${name}, which it doesn't define.`,
      fix: "Mend its name or define it.",
    }),
  ],
];

function describe(message: string, file: string | undefined, model: ModelText): ModelProblem {
  for (const [pattern, read] of RULES) {
    const found = pattern.exec(message);
    if (!found) continue;
    const { place, ...problem } = read(found, { model, file });
    return { file: place?.file ?? file ?? "-", ...(place ? { line: place.line } : {}), ...problem };
  }
  const [, cube = "", path, rest] = /^(.+?) cube: (?:[("]([\w.[\]]+)(?:"|(?: = .*?)?\)) )?(.*)$/.exec(message) ?? [];
  const place = cube === "" ? null : path ? model.path(cube, path) : (model.definitions(cube)[0] ?? null);
  return {
    file: place?.file ?? file ?? "-",
    ...(place ? { line: place.line } : {}),
    member: cube === "" ? "-" : cube,
    message: `${path ? `${path} ` : ""}${(rest ?? message).replace(/\.?\s*$/, ".")}`,
    fix: REFERENCE,
  };
}

function squeeze(text: string): string {
  return text.replaceAll(/\s+/g, "");
}

function escapePattern(text: string): string {
  return text.replaceAll(/[^\w]/g, "\\$&");
}
