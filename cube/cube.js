// Configuration for the official Cube image. It is mounted there beside model/ and without this folder's package.json,
// so it is CommonJS. `northstar start` doesn't read it: the embedded runtime is configured by @northstar/server.

/** Views that a query names, so that each is cut to the reader's tenant. */
function viewsOf(query) {
  const inFilter = (filter) =>
    filter.member ?? filter.dimension ?? [...(filter.and ?? []), ...(filter.or ?? [])].map(inFilter);
  const members = [
    query.measures ?? [],
    query.dimensions ?? [],
    query.segments ?? [],
    (query.timeDimensions ?? []).map(({ dimension }) => dimension),
    (query.filters ?? []).map(inFilter),
  ].flat(Infinity);
  return [...new Set(members.map((member) => String(member).split(".")[0]))];
}

module.exports = {
  telemetry: false,
  scheduledRefreshTimeZones: [process.env.NORTHSTAR_TIME_ZONE ?? "America/Bogota"],
  // access_policy of the views knows five groups; the token carries them as roles.
  contextToGroups: async ({ securityContext }) => securityContext?.roles ?? [],
  contextToApiScopes: async () => ["meta", "data"],
  queryRewrite(query, { securityContext }) {
    const { tenant = "default", filters = {} } = securityContext ?? {};
    // Which row filter can cut which measure is checked by @northstar/server; nothing here would, so such a token is refused.
    if (Object.keys(filters).length > 0)
      throw new Error("A token with row filters must be used through Northstar's server.");
    const cuts = viewsOf(query).map((view) => ({ member: `${view}.tenant`, operator: "equals", values: [tenant] }));
    return { ...query, filters: [...(query.filters ?? []), ...cuts] };
  },
};
