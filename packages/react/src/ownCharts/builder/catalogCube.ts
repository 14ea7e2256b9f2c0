import { CubeApi, type ITransport } from "@cubejs-client/core";
import type { Catalog, Locale } from "@northstar/core";
import { chartMeasures } from "@northstar/core/own-charts";

/**
 * Cube's client over the catalogue that is already here, for the query builder, which goes by `/meta` and asks for a dry run with every change:
 * what a role may choose is said in one place, nothing travels, and a host that mounts only Northstar's own endpoints has a builder too.
 */
export function catalogCube(catalog: Catalog, locale: Locale): CubeApi {
  const meta = { cubes: cubesOf(catalog, locale) };
  const transport: ITransport<Response> = {
    authorization: undefined,
    request: (method, { query }) => ({
      subscribe: async (callback) => {
        const body =
          method === "meta"
            ? meta
            : {
                queryType: "regularQuery",
                normalizedQueries: [query],
                pivotQuery: query,
                queryOrder: [],
                transformedQueries: [],
              };
        return await callback(Response.json(body), async () => undefined as never);
      },
    }),
  };
  return new CubeApi({ apiUrl: "northstar:catalogue", transport });
}

function cubesOf(catalog: Catalog, locale: Locale) {
  const views = new Map<string, { measures: Map<string, object>; dimensions: Map<string, object> }>();
  const viewOf = (member: string) => {
    const name = member.slice(0, member.indexOf("."));
    const view = views.get(name) ?? { measures: new Map(), dimensions: new Map() };
    views.set(name, view);
    return { name, ...view };
  };
  for (const { measure, title, dimensions = [], timeDimensionMember } of chartMeasures(catalog)) {
    const view = viewOf(measure);
    const named = (name: string, type: string, words: string) => ({ name, title: words, shortTitle: words, type });
    view.measures.set(measure, named(measure, "number", title[locale]));
    for (const short of dimensions) {
      const member = `${view.name}.${short}`;
      view.dimensions.set(member, named(member, "string", catalog.dimensionTitles?.[short]?.[locale] ?? short));
    }
    viewOf(timeDimensionMember).dimensions.set(
      timeDimensionMember,
      named(timeDimensionMember, "time", timeDimensionMember),
    );
  }
  return [...views].map(([name, { measures, dimensions }]) => ({
    name,
    title: name,
    type: "view" as const,
    public: true,
    measures: [...measures.values()],
    dimensions: [...dimensions.values()],
    segments: [],
  }));
}
