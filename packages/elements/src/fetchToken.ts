export interface TokenEndpoint {
  /** Address of the host's own back end. */
  url: string;
  /** Header that carries the host's guard against forged requests. */
  csrfHeader: string;
  /** Name of the `<meta>` that holds its value. */
  csrfMeta: string | null;
  /** Name of the cookie that holds its value. */
  csrfCookie: string | null;
}

/**
 * Asks the host's back end for a token, with the person's cookies: `POST`, answered with `{ "token": "…" }` or the token alone.
 * Throws when it answers anything else.
 */
export async function fetchToken(endpoint: TokenEndpoint): Promise<string> {
  const guard = readMeta(endpoint.csrfMeta) ?? readCookie(endpoint.csrfCookie);
  const response = await fetch(endpoint.url, {
    method: "POST",
    credentials: "include",
    headers: { accept: "application/json", ...(guard !== null && { [endpoint.csrfHeader]: guard }) },
  });
  if (!response.ok) throw new Error(`${endpoint.url} answered ${response.status} ${response.statusText}`.trim());
  const body = (await response.text()).trim();
  const token = body.startsWith("{") ? (JSON.parse(body) as { token?: unknown }).token : body;
  if (typeof token === "string" && token !== "") return token;
  throw new Error(`${endpoint.url} answered without a token: {"token": "…"} is expected`);
}

function readMeta(name: string | null): string | null {
  return name === null
    ? null
    : (document.querySelector<HTMLMetaElement>(`meta[name="${CSS.escape(name)}"]`)?.content ?? null);
}

function readCookie(name: string | null): string | null {
  if (name === null) return null;
  for (const pair of document.cookie.split(/;\s*/)) {
    const at = pair.indexOf("=");
    if (pair.slice(0, at) === name) return decodeURIComponent(pair.slice(at + 1));
  }
  return null;
}
