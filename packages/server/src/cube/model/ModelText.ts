import { isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument, type Scalar, visit } from "yaml";
import type { ModelProblem } from "./ModelProblem.ts";

/** A file of the model as the repository gives it; `fileName` is relative to the model's folder. */
export interface ModelFile {
  fileName: string;
  content: string;
}

/** Where something stands in the model's files; lines are counted from 1. */
export interface Place {
  file: string;
  line: number;
}

interface ParsedFile {
  file: string;
  root: unknown;
  lineOf(offset: number): number;
  problems: readonly ModelProblem[];
}

/** Finds where things stand in a model's YAML, which Cube's own errors mostly don't say. Files that aren't YAML are left out. */
export class ModelText {
  readonly #files: readonly ParsedFile[];

  constructor(files: readonly ModelFile[]) {
    this.#files = files.filter(({ fileName }) => /\.ya?ml$/.test(fileName)).map(parseFile);
  }

  /** Files that can't be read as YAML, or not as a list of cubes and views. */
  get problems(): readonly ModelProblem[] {
    return this.#files.flatMap(({ problems }) => problems);
  }

  /** Every definition of a cube or view of this name, in the order of the files. */
  definitions(name: string): Place[] {
    return this.#found(name).map(({ parsed, map }) => place(parsed, keyScalar(map, "name") ?? map));
  }

  /** A member's definition in its cube. `nth` counts those of the same name. */
  member(cube: string, name: string, nth = 0): Place | null {
    const all = this.#found(cube).flatMap(({ parsed, map }) =>
      ["measures", "dimensions", "segments", "pre_aggregations", "hierarchies", "folders"].flatMap((section) => {
        const list: unknown = map.get(section, true);
        if (!isSeq(list)) return [];
        return list.items.flatMap((item) =>
          isMap(item) && item.get("name") === name ? [place(parsed, keyScalar(item, "name") ?? item)] : [],
        );
      }),
    );
    return all[nth] ?? null;
  }

  /** As far as a path such as `measures.count.sqll` or `joins[0].relationship` can be followed inside a cube or view. */
  path(cube: string, path: string): Place | null {
    const [found] = this.#found(cube);
    if (!found) return null;
    let node: unknown = found.map;
    let last: Node = keyScalar(found.map, "name") ?? found.map;
    for (const step of path.split(/\.|\[(\d+)\]/).filter((part) => part !== undefined && part !== "")) {
      const next = stepInto(node, step);
      if (!next) break;
      node = next.value;
      last = next.at;
    }
    return place(found.parsed, last);
  }

  /** The first text that `test` holds for: inside the cube or view `within` where one is given, inside the file `file` likewise. */
  text(
    test: (text: string) => boolean,
    { within, file }: { within?: string | undefined; file?: string | undefined } = {},
  ): Place | null {
    const roots =
      within === undefined
        ? this.#files.map((parsed) => ({ parsed, root: parsed.root }))
        : this.#found(within).map(({ parsed, map }) => ({ parsed, root: map as unknown }));
    for (const { parsed, root } of roots) {
      if (file !== undefined && parsed.file !== file) continue;
      const scalar = findScalar(root, test);
      if (scalar) return place(parsed, scalar);
    }
    return null;
  }

  #found(name: string) {
    return this.#files.flatMap((parsed) => {
      if (!isMap(parsed.root)) return [];
      return ["cubes", "views"].flatMap((section) => {
        const list: unknown = isMap(parsed.root) ? parsed.root.get(section, true) : null;
        if (!isSeq(list)) return [];
        return list.items.flatMap((map) => (isMap(map) && map.get("name") === name ? [{ parsed, map }] : []));
      });
    });
  }
}

function parseFile({ fileName, content }: ModelFile): ParsedFile {
  const counter = new LineCounter();
  const document = parseDocument(content, { lineCounter: counter });
  const lineOf = (offset: number) => counter.linePos(offset).line;
  const [error] = document.errors;
  const problems: ModelProblem[] = [];
  if (error) {
    problems.push({
      file: fileName,
      line: lineOf(error.pos[0]),
      member: "-",
      message: `isn't YAML: ${firstLine(error.message)}.`,
      fix: /unique/i.test(error.message) ? "Keep one of the two." : "Mend the indentation, quote or bracket there.",
    });
  }
  if (!error && document.contents !== null && !isMap(document.contents)) {
    const fix = "A file of the model holds `cubes:` and `views:`.";
    problems.push({ file: fileName, line: 1, member: "-", message: "holds neither cubes nor views.", fix });
  }
  for (const [section, list] of sections(document.contents)) {
    if (isSeq(list)) continue;
    problems.push({
      file: fileName,
      line: lineOf((list as Node | null)?.range?.[0] ?? 0),
      member: "-",
      message: `${section} is no list.`,
      fix: "Begin each entry with a dash: `- name: …`.",
    });
  }
  return { file: fileName, root: document.contents, lineOf, problems };
}

function sections(root: unknown): [string, unknown][] {
  if (!isMap(root)) return [];
  return ["cubes", "views"].flatMap((name): [string, unknown][] =>
    root.has(name) ? [[name, root.get(name, true)]] : [],
  );
}

function place({ file, lineOf }: ParsedFile, node: Node): Place {
  return { file, line: lineOf(node.range?.[0] ?? 0) };
}

function keyScalar(map: { items: unknown[] }, key: string): Node | null {
  for (const pair of map.items) {
    if (isPair(pair) && isScalar(pair.key) && pair.key.value === key) return pair.key;
  }
  return null;
}

/** A key of a map (in either spelling), an index of a list, or the entry of a list that has this name. */
function stepInto(node: unknown, step: string): { value: unknown; at: Node } | null {
  if (isMap(node)) {
    for (const pair of node.items) {
      if (isScalar(pair.key) && [step, snakeCase(step)].includes(String(pair.key.value))) {
        return { value: pair.value, at: pair.key };
      }
    }
  }
  if (isSeq(node)) {
    const items: unknown[] = node.items;
    const item = items.find((entry) => isMap(entry) && entry.get("name") === step) ?? items[Number(step)];
    if (isMap(item)) return { value: item, at: keyScalar(item, "name") ?? item };
  }
  return null;
}

function findScalar(root: unknown, test: (text: string) => boolean): Scalar | null {
  let found: Scalar | null = null;
  if (root === null || typeof root !== "object") return null;
  visit(root as Node, {
    Scalar(_key, scalar) {
      if (typeof scalar.value !== "string" || !test(scalar.value)) return undefined;
      found = scalar;
      return visit.BREAK;
    },
  });
  return found;
}

function snakeCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function firstLine(text: string): string {
  return (text.split("\n", 1)[0] ?? "").replace(/ at line \d+, column \d+:?$/, "").replace(/\.$/, "");
}
