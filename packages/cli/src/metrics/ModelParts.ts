import { createHash } from "node:crypto";
import type { ModelProblem } from "../codegen/ModelError.ts";
import type { Model, ModelCube } from "../codegen/readModel.ts";
import { canonicalSql, withoutComments } from "./canonicalSql.ts";
import { type Reference, referencesOf } from "./references.ts";

/** A piece of the model that a number rests on: a cube's SQL, a measure, a dimension, a join, a primary key. */
export interface ModelPart {
  /** `cube activity`, `measure community.k_factor`, `join flow_runs to flows`. */
  name: string;
  /** What it says, in the one way that canonical SQL and sorted keys leave. */
  lines: readonly string[];
  /**
   * SHA-256 over the lines in which each reference stands for the hash of what it refers to: it changes when anything
   * below changes, and doesn't when a cube or member only gets another name.
   */
  hash: string;
  /** Names of the parts it refers to itself. */
  uses: readonly string[];
}

/** Keys that say how a member is shown, who sees it or how fast it is, and leave its value alone. */
const PRESENTATION = new Set([
  ...["name", "title", "description", "format", "meta", "public", "shown", "drill_members", "drill_member_references"],
  ...["links", "currency", "suggest_filter_values", "sql_alias"],
]);
const NOT_THE_ROWS = new Set([
  ...PRESENTATION,
  ...["measures", "dimensions", "segments", "joins", "pre_aggregations", "refresh_key", "access_policy", "hierarchies"],
  ...["extends", "context_members"],
]);

type Entry = Readonly<Record<string, unknown>>;
type MemberKind = "measures" | "dimensions" | "segments";
const KINDS: readonly [MemberKind, string][] = [
  ["measures", "measure"],
  ["dimensions", "dimension"],
  ["segments", "segment"],
];

/** Resolves what each piece of a model's SQL refers to, from its files alone. */
export class ModelParts {
  readonly #cubes: ReadonlyMap<string, ModelCube>;
  readonly #parts = new Map<string, ModelPart>();
  readonly #problems: ModelProblem[];

  /** @param problems gets what a definition refers to and no file defines: without it no change there could be noticed */
  constructor(model: Model, problems: ModelProblem[]) {
    this.#cubes = new Map(model.cubes.map((cube) => [cube.name, cube]));
    this.#problems = problems;
  }

  /** A part by name; only parts that were asked for before, and what they use, are there. */
  get(name: string): ModelPart | undefined {
    return this.#parts.get(name);
  }

  /** A measure or dimension, named `community.k_factor`. */
  member(name: string): ModelPart {
    const [cubeName = "", memberName = ""] = name.split(".");
    for (const [kind, noun] of KINDS) {
      const entry = this.#members(cubeName, kind).get(memberName);
      if (entry) {
        return this.#part(`${noun} ${name}`, () => {
          const uses = [this.cube(cubeName)];
          // A count of nothing in particular counts keys wherever a join repeats rows.
          if (entry.type === "count" && entry.sql === undefined) uses.push(this.#key(cubeName));
          return { uses, cubeName, body: without(entry, PRESENTATION) };
        });
      }
    }
    return this.#missing(cubeName, name);
  }

  /** The rows of a cube. */
  cube(name: string): ModelPart {
    return this.#part(`cube ${name}`, () => ({
      uses: [],
      cubeName: name,
      body: without(this.#definition(name), NOT_THE_ROWS),
    }));
  }

  /** The joins that lead from one cube to another, and the keys that keep them from counting a row twice; none to itself. */
  joins(from: string, to: string): ModelPart[] {
    const steps = this.#way(from, to);
    return steps.flatMap(([left, right]) => [
      this.#part(`join ${left} to ${right}`, () => ({
        uses: [this.cube(left), this.cube(right)],
        cubeName: left,
        body: without(this.#joinsOf(left).find(({ name }) => name === right) ?? {}, new Set(["name"])),
        isJoin: true,
      })),
      this.#key(left),
      this.#key(right),
    ]);
  }

  #key(cubeName: string): ModelPart {
    return this.#part(`key ${cubeName}`, () => {
      const keys = [...this.#members(cubeName, "dimensions").values()].filter(
        (dimension) => (dimension.primary_key ?? dimension.primaryKey) === true,
      );
      return { uses: [], cubeName, body: { sql: keys.map(({ sql, name }) => String(sql ?? name)) } };
    });
  }

  #part(
    name: string,
    describe: () => { uses: readonly ModelPart[]; cubeName: string; body: Entry; isJoin?: boolean },
  ): ModelPart {
    const known = this.#parts.get(name);
    if (known) return known;
    // Cube refuses members that refer to each other in a circle; here they end at themselves.
    this.#parts.set(name, { name, lines: [], hash: "", uses: [] });
    const { uses, cubeName, body, isJoin = false } = describe();
    const found = new Map(uses.map((part) => [part.name, part]));
    const hashed: string[][] = [];
    const lines = render(body, (sql) => {
      const text = withoutComments(sql);
      let replaced = text;
      for (const reference of this.#referencesIn(text, cubeName)) {
        const parts = this.#resolve(reference, cubeName, isJoin);
        for (const part of parts) found.set(part.name, part);
        if (parts.length > 0)
          replaced = replaced.replaceAll(reference.text, `{#${parts.map(({ hash }) => hash).join("+")}}`);
        else if (isSelf(reference, cubeName)) replaced = replaced.replaceAll(reference.text, "{CUBE}");
      }
      hashed.push(canonicalSql(replaced));
      return canonicalSql(sql);
    });
    const below = uses.map(({ hash }) => hash);
    const structure = render(body, () => []);
    const part = { name, lines, hash: digest([structure, hashed, below]), uses: [...found.keys()].sort() };
    this.#parts.set(name, part);
    return part;
  }

  #referencesIn(sql: string, cubeName: string): Reference[] {
    return referencesOf(sql, (text) => {
      this.#problem(cubeName, `has ${text} in its SQL, which can't be followed, so a change there would go unseen.`);
    });
  }

  /** What a reference brings in; nothing for the cube itself. */
  #resolve(reference: Reference, cubeName: string, isJoin: boolean): ModelPart[] {
    const [first = "", ...rest] = reference.path;
    if (reference.isSql) return this.#cubes.has(first) ? [this.cube(first)] : this.#unknown(reference, cubeName);
    const path = first === "CUBE" ? [cubeName, ...rest] : reference.path;
    const own = this.#memberNamed(cubeName, path[0] ?? "");
    if (own) return [this.member(`${cubeName}.${own}`)];
    let at = cubeName;
    const joins: ModelPart[] = [];
    for (const [index, name] of path.entries()) {
      const member = index > 0 ? this.#memberNamed(at, name) : null;
      if (member) return [...joins, this.member(`${at}.${member}`)];
      if (!this.#cubes.has(name)) return this.#unknown(reference, cubeName);
      if (!isJoin) joins.push(...this.joins(at, name));
      at = name;
    }
    return at === cubeName ? [] : [...joins, this.cube(at)];
  }

  #unknown(reference: Reference, cubeName: string): ModelPart[] {
    if (!reference.isInFunction) {
      this.#problem(cubeName, `refers to ${reference.text}, which no YAML file of the model defines.`);
    }
    return [];
  }

  #missing(cubeName: string, name: string): ModelPart {
    this.#problem(cubeName, `refers to ${name}, which no YAML file of the model defines.`);
    return { name, lines: [], hash: "", uses: [] };
  }

  #problem(cubeName: string, message: string): void {
    const cube = this.#cubes.get(cubeName);
    this.#problems.push({
      file: cube?.file ?? "-",
      line: cube?.line,
      member: cubeName,
      message,
      fix: "Define it there, or mend the name.",
    });
  }

  #memberNamed(cubeName: string, name: string): string | null {
    return KINDS.some(([kind]) => this.#members(cubeName, kind).has(name)) ? name : null;
  }

  /** The cube with what it inherits by `extends`. */
  #definition(name: string, seen: readonly string[] = []): Entry {
    const own = this.#cubes.get(name)?.definition ?? {};
    if (typeof own.extends !== "string" || seen.includes(name)) return own;
    return { ...this.#definition(own.extends, [...seen, name]), ...own };
  }

  #members(cubeName: string, kind: MemberKind, seen: readonly string[] = []): ReadonlyMap<string, Entry> {
    const own = this.#cubes.get(cubeName)?.definition ?? {};
    const inherited =
      typeof own.extends === "string" && !seen.includes(cubeName)
        ? this.#members(own.extends, kind, [...seen, cubeName])
        : new Map<string, Entry>();
    return new Map([...inherited, ...entriesOf(own[kind]).map((entry) => [String(entry.name), entry] as const)]);
  }

  #joinsOf(cubeName: string): readonly Entry[] {
    return entriesOf(this.#definition(cubeName).joins);
  }

  /** The shortest way along joins, in the order they are written; none when there is none or it is the same cube. */
  #way(from: string, to: string): [string, string][] {
    const reached = new Map<string, [string, string][]>([[from, []]]);
    for (const [name, way] of reached) {
      if (name === to) return way;
      for (const { name: next } of this.#joinsOf(name)) {
        if (typeof next === "string" && !reached.has(next)) reached.set(next, [...way, [name, next]]);
      }
    }
    return [];
  }
}

function isSelf({ path, isSql }: Reference, cubeName: string): boolean {
  return !isSql && path.length === 1 && (path[0] === "CUBE" || path[0] === cubeName);
}

function entriesOf(list: unknown): Entry[] {
  if (!Array.isArray(list)) return [];
  return list.filter((entry): entry is Entry => typeof entry === "object" && entry !== null);
}

function without(entry: Entry, keys: ReadonlySet<string>): Entry {
  return Object.fromEntries(
    Object.entries(entry)
      .map(([key, value]) => [key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value] as const)
      .filter(([key]) => !keys.has(key)),
  );
}

/** Keys in order, SQL through `toLines`, indented by depth. */
function render(value: unknown, toLines: (sql: string) => readonly string[], indent = ""): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((entry) => [`${indent}-`, ...render(entry, toLines, `${indent}  `)]);
  }
  if (typeof value !== "object" || value === null) return [`${indent}${JSON.stringify(value)}`];
  return Object.keys(value)
    .sort()
    .flatMap((key) => {
      const entry: unknown = Reflect.get(value, key);
      const texts = Array.isArray(entry) ? entry : [entry];
      if (key === "sql" && texts.every((text) => typeof text === "string" || typeof text === "number")) {
        const lines = texts.flatMap((text) => toLines(String(text)));
        return [`${indent}sql:`, ...lines.map((line) => `${indent}  ${line}`)];
      }
      if (typeof entry === "object" && entry !== null)
        return [`${indent}${key}:`, ...render(entry, toLines, `${indent}  `)];
      return [`${indent}${key}: ${typeof entry === "string" ? entry : JSON.stringify(entry)}`];
    });
}

/** Hex SHA-256 of plain data. */
export function digest(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}
