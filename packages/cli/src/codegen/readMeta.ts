import { readFile } from "node:fs/promises";
import { z } from "zod";
import { CliError } from "../errors.ts";
import type { Model, ModelMember } from "./readModel.ts";

const META_PATH = "/cubejs-api/v1/meta";

const memberSchema = z.looseObject({
  name: z.string(),
  type: z.string().optional(),
  shortTitle: z.string().optional(),
  aliasMember: z.string().optional(),
  meta: z.record(z.string(), z.unknown()).nullish(),
  public: z.boolean().optional(),
  isVisible: z.boolean().optional(),
});

const metaSchema = z.looseObject({
  cubes: z.array(
    z.looseObject({
      name: z.string(),
      type: z.string().optional(),
      meta: z.record(z.string(), z.unknown()).nullish(),
      public: z.boolean().optional(),
      isVisible: z.boolean().optional(),
      measures: z.array(memberSchema).default([]),
      dimensions: z.array(memberSchema).default([]),
      segments: z.array(memberSchema).default([]),
    }),
  ),
});

type MetaMember = z.infer<typeof memberSchema>;

export interface ReadMetaOptions {
  /** Sent as a bearer token to a server. */
  token?: string | undefined;
  fetch?: typeof fetch | undefined;
}

/**
 * Reads a model from Cube's answer to `/meta`: of a running server, asked with a token, or kept in a file. It holds what the
 * token's roles may see, so ask as one that sees every view; it doesn't say who may see what.
 *
 * @param from URL of a server (its `/cubejs-api/v1/meta` is asked unless the URL has a path of its own), or path of a file
 * @throws CliError `server_refused`, `model_missing` (no such file), `meta_invalid`
 */
export async function readMeta(from: string, options: ReadMetaOptions = {}): Promise<Model> {
  const isServer = /^https?:\/\//.test(from);
  const text = isServer ? await fetchMeta(metaUrl(from), options) : await readMetaFile(from);
  const { cubes } = parseMeta(text, from);
  const views = cubes
    .filter((cube) => cube.type === "view" && isPublic(cube))
    .map(({ name, meta, measures, dimensions, segments }) => ({
      name,
      file: from,
      line: 1,
      meta: meta ?? {},
      groups: [],
      definition: {},
      members: [
        ...measures.filter(isPublic).map((member) => toMember("measure", name, member, from)),
        ...dimensions.filter(isPublic).map((member) => toMember("dimension", name, member, from)),
        ...segments.filter(isPublic).map((member) => toMember("segment", name, member, from)),
      ],
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return { source: from, cubes: [], views, hasPolicies: false };
}

function toMember(kind: ModelMember["kind"], view: string, member: MetaMember, file: string): ModelMember {
  const { name, type = "", shortTitle = "", aliasMember = name, meta } = member;
  return {
    kind,
    name: name.slice(view.length + 1),
    definedAs: aliasMember,
    file,
    line: 1,
    type,
    title: shortTitle,
    meta: meta ?? {},
  };
}

function isPublic({ public: shown, isVisible }: { public?: boolean | undefined; isVisible?: boolean | undefined }) {
  return shown !== false && isVisible !== false;
}

function metaUrl(from: string): URL {
  const url = new URL(from);
  return url.pathname === "/" ? new URL(META_PATH, url) : url;
}

async function fetchMeta(url: URL, { token, fetch: send = fetch }: ReadMetaOptions): Promise<string> {
  let response: Response;
  try {
    response = await send(url, { headers: token ? { authorization: `Bearer ${token}` } : {} });
  } catch (cause) {
    throw new CliError("server_refused", `${url} could not be reached. Start the server, or name a file.`, { cause });
  }
  const text = await response.text();
  if (response.ok) return text;
  const why =
    response.status === 401 || response.status === 403
      ? "It wants another token: pass one with --token or NORTHSTAR_TOKEN, of a role that sees every view."
      : `It says: ${text.slice(0, 200)}`;
  throw new CliError("server_refused", `${url} answered ${response.status}. ${why}`);
}

async function readMetaFile(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const message = `There is no file ${path}. Name one that holds the answer of ${META_PATH}, or a server's URL.`;
    throw new CliError("model_missing", message, { cause });
  }
}

function parseMeta(text: string, from: string): z.infer<typeof metaSchema> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = null;
  }
  const parsed = metaSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new CliError(
    "meta_invalid",
    `${from} isn't the answer of Cube's ${META_PATH}: ${value === null ? "it is no JSON" : z.prettifyError(parsed.error)}. Name a Cube or Northstar server.`,
  );
}
