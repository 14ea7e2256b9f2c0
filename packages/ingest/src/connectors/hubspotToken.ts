import { numberOf, textOf } from "../sources/values.ts";
import { ConnectorError } from "./connectorError.ts";
import { readJson, unexpected } from "./readJson.ts";
import type { PollContext } from "./types.ts";

const APP = [
  "NORTHSTAR_HUBSPOT_CLIENT_ID",
  "NORTHSTAR_HUBSPOT_CLIENT_SECRET",
  "NORTHSTAR_HUBSPOT_REFRESH_TOKEN",
] as const;
/** So long before its end a token isn't used any more. */
const MARGIN_MS = 60_000;

type Context = Pick<PollContext, "setting" | "fetch" | "now">;

/**
 * HubSpot's token: a private app's (`NORTHSTAR_HUBSPOT_TOKEN`), which doesn't end, or one of an OAuth app's, good for half an hour, which a refresh
 * token renews (https://developers.hubspot.com/docs/api-reference/auth-oauth-v3/guide). How long it is good for is measured by our own clock
 * from when it came, so that it doesn't matter whether that is right.
 */
export class HubspotToken {
  readonly #url: string;
  #app: { of: string; token: string; until: number } | null = null;

  /** @param origin of HubSpot's interface */
  constructor(origin: string) {
    this.#url = `${origin}/oauth/2026-03/token`;
  }

  /**
   * @param isRefused whether the token given before was
   * @throws ConnectorError `unauthorised` when it isn't renewed any more, `setting_missing`
   */
  async get(context: Context, isRefused: boolean): Promise<string> {
    const own = context.setting("NORTHSTAR_HUBSPOT_TOKEN");
    if (own !== null && own !== "") return own;
    const [id, secret, refresh] = APP.map((name) => context.setting(name));
    if (!id || !secret || !refresh) {
      throw new ConnectorError("setting_missing", `HubSpot needs NORTHSTAR_HUBSPOT_TOKEN, or ${APP.join(", ")}.`);
    }
    const of = JSON.stringify([id, secret, refresh]);
    // Settings that were changed count from the next request on.
    if (isRefused || this.#app?.of !== of || context.now() >= this.#app.until) {
      this.#app = {
        of,
        ...(await this.#renew({ client_id: id, client_secret: secret, refresh_token: refresh }, context)),
      };
    }
    return this.#app.token;
  }

  async #renew(app: Record<string, string>, { fetch, now }: Context): Promise<{ token: string; until: number }> {
    const body = new URLSearchParams({ grant_type: "refresh_token", ...app });
    const answer = await fetch(new Request(this.#url, { method: "POST", body })).catch((error: unknown) => {
      const isRefusal = error instanceof ConnectorError && /^(refused|unauthorised)$/.test(error.code);
      throw isRefusal ? notRenewed(error.status) : error;
    });
    const { access_token, expires_in } = await readJson(answer, "HubSpot");
    const token = textOf(access_token);
    if (token === null) throw unexpected("HubSpot", "has no token");
    const seconds = numberOf(expires_in);
    // Without a time it is good until it is refused.
    return { token, until: seconds === null ? Number.POSITIVE_INFINITY : now() + seconds * 1000 - MARGIN_MS };
  }
}

function notRenewed(status: number | null): ConnectorError {
  return new ConnectorError(
    "unauthorised",
    `HubSpot doesn't renew its token any more (status ${status}): the app was removed, or its id, secret or refresh token isn't right. Install the app again and set NORTHSTAR_HUBSPOT_REFRESH_TOKEN to the new one.`,
    { status: status ?? 0 },
  );
}
