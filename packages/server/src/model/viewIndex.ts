import type { CubeMeta, CubeMetaMember } from "../cube/types.ts";

/** What a member is, as `/meta` describes it. */
export interface IndexedMember {
  kind: "measure" | "dimension" | "segment";
  /** Fully qualified: `executive.country`. */
  name: string;
  view: string;
  /** Cube's type: `string`, `number`, `time`, `boolean`…; empty for a segment. */
  type: string;
  meta: Record<string, unknown>;
  /** The reader gets a mask in place of its values. */
  masked: boolean;
  /** The cube that a view's measure is computed in; absent on everything else. */
  measuredIn?: string | undefined;
  /** The cube that a member of a view comes from. */
  cube?: string | undefined;
  /** Dimensions that show the rows behind a measure, fully qualified. */
  drill?: readonly string[] | undefined;
}

/** A view with its own meta and its members. */
export interface IndexedView {
  name: string;
  meta: Record<string, unknown>;
  members: readonly IndexedMember[];
}

/** The public views of a model and their members by name: everything that may be named in a query. */
export interface ViewIndex {
  views: ReadonlyMap<string, IndexedView>;
  members: ReadonlyMap<string, IndexedMember>;
}

/**
 * Indexes Cube's meta. Only views count, and only what is public in them: in development Cube lists
 * hidden cubes and members too, and those stay unknown to the outside.
 */
export function indexViews(meta: CubeMeta): ViewIndex {
  const views = new Map<string, IndexedView>();
  const members = new Map<string, IndexedMember>();
  for (const cube of meta.cubes) {
    if (cube.type !== "view" || !isPublic(cube)) continue;
    const own: IndexedMember[] = [
      ...toMembers(cube.name, "measure", cube.measures),
      ...toMembers(cube.name, "dimension", cube.dimensions),
      ...toMembers(cube.name, "segment", cube.segments),
    ];
    views.set(cube.name, { name: cube.name, meta: cube.meta ?? {}, members: own });
    for (const member of own) members.set(member.name, member);
  }
  return { views, members };
}

function toMembers(
  view: string,
  kind: IndexedMember["kind"],
  list: readonly CubeMetaMember[] | undefined,
): IndexedMember[] {
  return (list ?? []).filter(isPublic).map(({ name, type, meta, aliasMember, masked, drillMembers }) => {
    const cube = aliasMember?.split(".", 1)[0];
    return {
      kind,
      name,
      view,
      type: type ?? "",
      meta: meta ?? {},
      masked: masked === true,
      measuredIn: kind === "measure" ? cube : undefined,
      cube,
      drill: drillMembers,
    };
  });
}

function isPublic(item: object): boolean {
  return Reflect.get(item, "public") !== false && Reflect.get(item, "isVisible") !== false;
}

/** The keys that can cut a member, as its `meta.row_filters` says; null when it says nothing. */
export function readRowFilters({ meta }: Pick<IndexedMember, "meta">): readonly string[] | null {
  return Array.isArray(meta.row_filters) ? meta.row_filters.map(String) : null;
}
