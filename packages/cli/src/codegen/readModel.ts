import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { ModelError, type ModelProblem } from "./ModelError.ts";

const memberSchema = z.looseObject({
  name: z.string(),
  type: z.string().optional(),
  title: z.string().optional(),
  public: z.boolean().optional(),
  meta: z.record(z.string(), z.unknown()).optional(),
});

const includeSchema = z.union([z.string(), z.looseObject({ name: z.string(), alias: z.string().optional() })]);

const fileSchema = z.looseObject({
  cubes: z
    .array(
      z.looseObject({
        name: z.string(),
        measures: z.array(memberSchema).optional(),
        dimensions: z.array(memberSchema).optional(),
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

/** A measure or dimension as a view shows it. */
export interface ModelMember {
  kind: "measure" | "dimension";
  /** Name in the view. */
  name: string;
  /** Where it is defined: `community.k_factor`. */
  definedAs: string;
  /** File of the definition, relative to the model folder. */
  file: string;
  type: string;
  title: string;
  meta: Record<string, unknown>;
}

export interface ModelView {
  name: string;
  file: string;
  meta: Record<string, unknown>;
  members: readonly ModelMember[];
  /** Groups that its `access_policy` lets in. */
  groups: readonly string[];
}

export interface Model {
  views: readonly ModelView[];
}

interface FoundCube {
  name: string;
  file: string;
  measures: readonly CubeMember[];
  dimensions: readonly CubeMember[];
}

/**
 * Reads the YAML files of a Cube model, without a server, and resolves what each view shows.
 *
 * @throws ModelError a file that isn't YAML or isn't a model (with its line), a view that names a cube or member that isn't there
 */
export async function readModel(modelFolder: string): Promise<Model> {
  const problems: ModelProblem[] = [];
  const files: { file: string; content: ModelFile }[] = [];
  for (const path of await yamlFiles(modelFolder)) {
    const file = relative(modelFolder, path);
    const content = parseFile(file, await readFile(path, "utf8"), problems);
    if (content) files.push({ file, content });
  }
  const cubes = new Map<string, FoundCube>();
  for (const { file, content } of files) {
    for (const { name, measures = [], dimensions = [] } of content.cubes ?? []) {
      cubes.set(name, { name, file, measures, dimensions });
    }
  }
  const views = files.flatMap(({ file, content }) =>
    (content.views ?? []).map(
      (view): ModelView => ({
        name: view.name,
        file,
        meta: view.meta ?? {},
        groups: (view.access_policy ?? []).flatMap(({ group, groups = [] }) =>
          group === undefined ? groups : [group],
        ),
        members: view.cubes.flatMap((included) => includedMembers(included, view.name, file, cubes, problems)),
      }),
    ),
  );
  if (problems.length > 0) throw new ModelError(problems);
  return { views: views.sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

async function yamlFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function parseFile(file: string, text: string, problems: ModelProblem[]): ModelFile | null {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  const [error] = document.errors;
  if (error) {
    const { line } = lineCounter.linePos(error.pos[0]);
    problems.push({ file, member: `line ${line}`, message: "isn't YAML.", fix: error.message.split("\n")[0] ?? "" });
    return null;
  }
  const parsed = fileSchema.safeParse(document.toJS() ?? {});
  if (parsed.success) return parsed.data;
  for (const { path, message } of parsed.error.issues) {
    const node = document.getIn(path, true) as { range?: [number, ...unknown[]] } | undefined;
    const line = node?.range ? ` (line ${lineCounter.linePos(node.range[0]).line})` : "";
    problems.push({
      file,
      member: `${path.join(".")}${line}`,
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
  cubes: ReadonlyMap<string, FoundCube>,
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
  ];
  const wanted = includes === "*" ? all.map(({ member }) => member.name) : includes;
  return wanted.flatMap((entry) => {
    const { name, alias } = typeof entry === "string" ? { name: entry } : entry;
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
      type: member.type ?? "",
      title: member.title ?? "",
      meta: member.meta ?? {},
    };
  });
}
