/** The parameter of a page's address that holds a link. */
export const LINK_PARAMETER = "ns-link";

/** Begins the parameters that a provider's filters are kept in: the link has them. */
const FILTERS = "ns.";

/** The address of a page with a link, or without one: other parameters of the host's stay. */
export function withLink(address: string, link: string | null): string {
  const url = new URL(address);
  for (const name of [...url.searchParams.keys()]) {
    if (name === LINK_PARAMETER || (link !== null && name.startsWith(FILTERS))) url.searchParams.delete(name);
  }
  if (link !== null) url.searchParams.set(LINK_PARAMETER, link);
  return url.href;
}

export function linkOf(search: string): string | null {
  return new URLSearchParams(search).get(LINK_PARAMETER);
}
