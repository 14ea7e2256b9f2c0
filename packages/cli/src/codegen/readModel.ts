import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { CliError } from "../errors.ts";
import { ModelError, type ModelProblem } from "./ModelError.ts";

const memberSchema = z.looseObject({
  name: z.string(),
  type: z.string().optional(),
  title: z.string().optional(),
  public: z.boolean().optional(),
  meta: z.record(z.string(), z.unknown()).optional(),
});

/** What a view says of a member it includes takes the place of what the cube says. */
const includeSchema = z.union([z.string(), memberSchema.extend({ alias: z.string().optional() })]);

const fileSchema = z.looseObject({
  cubes: z
    .array(
      z.looseObject({
        name: z.string(),
        measures: z.array(memberSchema).optional(),
        dimensions: z.array(memberSchema).optional(),
        segments: z.array(memberSchema).optional(),
        hierarchies: z.array(z.looseObject({ name: z.string(), levels: z.array(z.string()) })).optional(),
      }),
    )
    .optional(),
  views: z
    .array(
      z.looseObject({
        name: z.string(),
        meta: z.record(z.string(), z.unknown()).optional(),
        cubes: z.array(
          z.looseObject({
            join_path: z.string(),
            prefix: z.boolean().optional(),
            includes: z.union([z.literal("*"), z.array(includeSchema)]).optional(),
            excludes: z.array(z.string()).optional(),
          }),
        ),
        access_policy: z
          .array(z.looseObject({ group: z.string().optional(), groups: z.array(z.string()).optional() }))
          .optional(),
      }),
    )
    .optional(),
});

type ModelFile = z.infer<typeof fileSchema>;
type CubeMember = z.infer<typeof memberSchema>;

/** A measure, dimension or segment as a view shows it. */
export interface ModelMember {
  kind: "measure" | "dimension" | "segment";
  /** Name in the view. */
  name: string;
  /** Where it is defined: `community.k_factor`. */
  definedAs: string;
  /** File of the definition, relative to the model folder. */
  file: string;
  /** Line of the definition in that file, from 1. */
  line: number;
  type: string;
  title: string;
  meta: Record<string, unknown>;
}

export interface ModelView {
  name: string;
  file: string;
  line: number;
  meta: Record<string, unknown>;
  members: readonly ModelMember[];
  /** Groups that its `access_policy` lets in. */
  groups: readonly string[];
  /** The view as its file says it. */
  definition: Readonly<Record<string, unknown>>;
}

/** A cube as its file says it. */
export interface ModelCube {
  name: string;
  file: string;
  line: number;
  measures: readonly CubeMember[];
  dimensions: readonly CubeMember[];
  segments: readonly CubeMember[];
  /** Dimensions by which one drills down, outermost first; a view that includes one shows its levels. */
  hierarchies: readonly { name: string; levels: readonly string[] }[];
  /** Every key of the file's entry, the ones above too. */
  definition: Readonly<Record<string, unknown>>;
  /** Line of a measure, dimension or segment of its own. */
  lineOf(kind: "measures" | "dimensions" | "segments", name: string): number;
}

export interface Model {
  /** The folder, file or server it was read from. */
  source: string;
  /** Empty when it was read from a server, which shows its views only. */
  cubes: readonly ModelCube[];
  views: readonly ModelView[];
  /** Whether the views' `groups` are known: a server doesn't tell who may see what. */
  hasPolicies: boolean;
}

/**
 * Reads the YAML files of a Cube model, without a server, and resolves what each view shows.
 *
 * @throws CliError `model_missing` no folder, or none of its files is YAML
 * @throws ModelError a file that isn't YAML or isn't a model (with its line), a view that names a cube or member that isn't there
 */
export async function readModel(modelFolder: string): Promise<Model> {
  const problems: ModelProblem[] = [];
  const files: ParsedFile[] = [];
  for (const path of await yamlFiles(modelFolder)) {
    const parsed = parseFile(relative(modelFolder, path), await readFile(path, "utf8"), problems);
    if (parsed) files.push(parsed);
  }
  const cubes = new Map<string, ModelCube>();
  for (const { file, content, lineOf } of files) {
    for (const [index, cube] of (content.cubes ?? []).entries()) {
      const { name, measures = [], dimensions = [], segments = [], hierarchies = [] } = cube;
      cubes.set(name, {
        name,
        file,
        line: lineOf("cubes", index),
        measures,
        dimensions,
        segments,
        hierarchies,
        definition: cube,
        lineOf: (kind, member) =>
          lineOf(
            "cubes",
            index,
            kind,
            (cube[kind] ?? []).findIndex((each) => each.name === member),
          ),
      });
    }
  }
  const views = files.flatMap(({ file, content, lineOf }) =>
    (content.views ?? []).map(
      (view, index): ModelView => ({
        name: view.name,
        file,
        line: lineOf("views", index),
        definition: view,
        meta: view.meta ?? {},
        groups: (view.access_policy ?? []).flatMap(({ group, groups = [] }) =>
          group === undefined ? groups : [group],
        ),
        members: view.cubes.flatMap((included) => includedMembers(included, view.name, file, cubes, problems)),
      }),
    ),
  );
  if (problems.length > 0) throw new ModelError(problems);
  return {
    source: modelFolder,
    cubes: [...cubes.values()],
    views: views.sort((a, b) => (a.name < b.name ? -1 : 1)),
    hasPolicies: true,
  };
}

async function yamlFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const files = entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (files.length > 0) return files;
  const message = `There is no model in ${folder}: no folder with YAML files of cubes and views. Name the one that holds them.`;
  throw new CliError("model_missing", message);
}

interface ParsedFile {
  file: string;
  content: ModelFile;
  /** Line, from 1, of what lies at a path of keys and indexes. */
  lineOf(...path: readonly (string | number)[]): number;
}

function parseFile(file: string, text: string, problems: ModelProblem[]): ParsedFile | null {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  const [error] = document.errors;
  if (error) {
    const { line } = lineCounter.linePos(error.pos[0]);
    problems.push({ file, line, member: "-", message: "isn't YAML.", fix: error.message.split("\n")[0] ?? "" });
    return null;
  }
  const lineOf = (...path: readonly (string | number)[]): number => {
    const node = document.getIn(path, true) as { range?: [number, ...unknown[]] } | undefined;
    if (node?.range) return lineCounter.linePos(node.range[0]).line;
    // A key that is missing is wanted where its parent begins.
    return path.length > 0 ? lineOf(...path.slice(0, -1)) : 1;
  };
  const parsed = fileSchema.safeParse(document.toJS() ?? {});
  if (parsed.success) return { file, content: parsed.data, lineOf };
  for (const { path, message } of parsed.error.issues) {
    problems.push({
      file,
      line: lineOf(...path.map((key) => (typeof key === "symbol" ? String(key) : key))),
      member: path.join("."),
      message: `${message}.`,
      fix: "See Cube's data model reference.",
    });
  }
  return null;
}

type Inclusion = NonNullable<ModelFile["views"]>[number]["cubes"][number];

function includedMembers(
  { join_path, prefix = false, includes = "*", excludes = [] }: Inclusion,
  view: string,
  file: string,
  cubes: ReadonlyMap<string, ModelCube>,
  problems: ModelProblem[],
): ModelMember[] {
  const cube = cubes.get(join_path.split(".").at(-1) ?? "");
  if (!cube) {
    problems.push({
      file,
      member: view,
      message: `includes ${join_path}, which no file of the model defines.`,
      fix: `Define it or choose one of ${[...cubes.keys()].sort().join(", ")}.`,
    });
    return [];
  }
  const all = [
    ...cube.measures.map((member) => ({ kind: "measure" as const, member })),
    ...cube.dimensions.map((member) => ({ kind: "dimension" as const, member })),
    ...cube.segments.map((member) => ({ kind: "segment" as const, member })),
  ];
  const hierarchyOf = (entry: (typeof named)[number]) => cube.hierarchies.find(({ name }) => name === entry);
  const named = includes === "*" ? all.map(({ member }) => member.name) : includes;
  const levels = named.flatMap((entry) => hierarchyOf(entry)?.levels ?? []);
  const wanted = [...new Set([...named.filter((entry) => !hierarchyOf(entry)), ...levels])];
  return wanted.flatMap((entry) => {
    const { name, alias, title, meta }: Exclude<typeof entry, string> =
      typeof entry === "string" ? { name: entry } : entry;
    const found = all.find(({ member }) => member.name === name);
    if (!found) {
      problems.push({
        file,
        member: view,
        message: `includes ${cube.name}.${name}, which ${cube.file} doesn't define.`,
        fix: "Remove it or define it.",
      });
      return [];
    }
    const { kind, member } = found;
    // What a cube keeps to itself stays out of its views.
    if (excludes.includes(name) || member.public === false) return [];
    const shown = String(alias ?? name);
    return {
      kind,
      name: prefix ? `${cube.name}_${shown}` : shown,
      definedAs: `${cube.name}.${name}`,
      file: cube.file,
      line: cube.lineOf(`${kind}s`, member.name),
      type: member.type ?? "",
      title: title ?? member.title ?? "",
      meta: meta ?? member.meta ?? {},
    };
  });
}
