import type { Filters, Locale, Messages } from "@northstar/core";
import type { Direction, Fetch, GetToken, NorthstarProviderProps, Theme } from "@northstar/react";
import { attributeName, json, oneOf, text } from "./attributes.ts";
import { fetchToken } from "./fetchToken.ts";
import { HtmlElement } from "./HtmlElement.ts";
import type { Problem } from "./Problem.ts";
import { type NorthstarErrorDetail, ProviderHub } from "./ProviderHub.tsx";
import { defineProperties, PropertyStore, upgradeProperties } from "./properties.ts";
import { adoptStyles } from "./shadowStyles.ts";

const PROPERTIES = {
  apiUrl: text,
  locale: oneOf(["es", "en"]),
  theme: oneOf(["auto", "light", "dark", "contrast"]),
  direction: oneOf(["ltr", "rtl"]),
  filters: json<Filters>(),
  messages: json<Partial<Messages>>(),
  tokenUrl: text,
  csrfHeader: text,
  csrfMeta: text,
  csrfCookie: text,
  reader: text,
};
const NAMES = [...Object.keys(PROPERTIES), "getToken", "now", "fetch"];

type Values = Partial<NorthstarProviderProperties>;

const stores = new WeakMap<object, PropertyStore>();
const hubs = new WeakMap<Element, ProviderHub>();

/** What draws the tiles of a provider element. */
export const hubOf = (provider: Element): ProviderHub | undefined => hubs.get(provider);

/**
 * `<northstar-provider api-url="…" token-url="…">`: connects the Northstar elements inside it to a server, as one reader. It draws
 * nothing itself and has no box. Without `getToken` and `token-url` its elements wait for one of them.
 */
export class NorthstarProviderElement extends HtmlElement {
  static readonly observedAttributes = Object.keys(PROPERTIES).map(attributeName);

  readonly #hub = new ProviderHub();
  readonly #store = new PropertyStore(PROPERTIES, () => this.#update());
  #waiting: ((token: string | Promise<string>) => void)[] = [];

  constructor() {
    super();
    stores.set(this, this.#store);
    hubs.set(this, this.#hub);
    const shadow = this.attachShadow({ mode: "open" });
    adoptStyles(shadow, "none");
    shadow.append(document.createElement("slot"));
  }

  attributeChangedCallback(attribute: string, _before: string | null, value: string | null): void {
    this.#store.setFromAttribute(attribute, value);
  }

  adoptedCallback(): void {
    if (this.shadowRoot) adoptStyles(this.shadowRoot, "none");
  }

  connectedCallback(): void {
    upgradeProperties(this, NAMES);
    this.#update();
  }

  disconnectedCallback(): void {
    // A move takes it out and puts it in again before this runs.
    queueMicrotask(() => {
      if (!this.isConnected) this.#hub.update(null, null, this.#problem());
    });
  }

  #update(): void {
    if (!this.isConnected) return;
    const values = this.#store.values as Values;
    const problem = this.#problem();
    if (hasToken(values)) for (const give of this.#waiting.splice(0)) give(this.#getToken());
    this.#hub.update(problem === null ? this.#props(values) : null, values.reader ?? null, problem);
  }

  #problem(): Problem | null {
    const element = "northstar-provider";
    if (this.#store.problem !== null) return { kind: "unreadable", element, detail: this.#store.problem };
    return (this.#store.values as Values).apiUrl ? null : { kind: "missing", element, detail: "api-url" };
  }

  #props({ apiUrl = "", locale, theme, direction, filters, messages, now, fetch }: Values): NorthstarProviderProps {
    return {
      apiUrl,
      getToken: this.#getToken,
      onError: (error, place) => this.#dispatch<NorthstarErrorDetail>("northstar-error", { error, ...place }),
      onFiltersChange: this.#changeFilters,
      filters: filters ?? NO_FILTERS,
      ...(locale && { locale }),
      ...(theme && { theme }),
      ...(direction && { direction }),
      ...(messages && { messages }),
      ...(now && { now }),
      ...(fetch && { fetch }),
    };
  }

  /** A host that wants to keep the filters itself prevents the default and sets `filters`. */
  readonly #changeFilters = (filters: Filters): void => {
    if (this.#dispatch("northstar-filterschange", filters)) this.#store.set("filters", filters);
  };

  readonly #getToken = (): string | Promise<string> => {
    const {
      getToken,
      tokenUrl,
      csrfHeader = "X-CSRF-Token",
      csrfMeta = null,
      csrfCookie = null,
    } = this.#store.values as Values;
    if (getToken) return getToken();
    if (tokenUrl) return fetchToken({ url: tokenUrl, csrfHeader, csrfMeta, csrfCookie });
    return new Promise((give) => this.#waiting.push(give));
  };

  #dispatch<Detail>(name: string, detail: Detail): boolean {
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: true }));
  }
}

const NO_FILTERS: Filters = {};
const hasToken = ({ getToken, tokenUrl }: Values) => getToken !== undefined || tokenUrl !== undefined;

/** `<northstar-provider>`'s properties; those that are texts or JSON are attributes too, in kebab-case. */
export interface NorthstarProviderProperties {
  /** The server's base address, without `/northstar/v1`. */
  apiUrl: string;
  /** @default "es" */
  locale: Locale;
  /** @default "auto" */
  theme: Theme;
  /** Which way it runs, whatever the page does. @default "ltr" */
  direction: Direction;
  /** As an attribute, JSON. Read it for the present ones: what a reader chooses is put here. */
  filters: Filters;
  /** The host's own words for some texts. As an attribute, JSON. */
  messages: Partial<Messages>;
  /** Gives a token of the host's back end. Only a property. */
  getToken: GetToken;
  /** Where the host's back end gives tokens: asked by `POST` with the person's cookies, answers `{ "token": "…" }`. */
  tokenUrl: string;
  /** Header of that request that guards against forged ones. @default "X-CSRF-Token" */
  csrfHeader: string;
  /** Name of the `<meta>` that holds the header's value. */
  csrfMeta: string;
  /** Name of the cookie that holds the header's value. */
  csrfCookie: string;
  /** Who reads, in any form. Another value forgets everything the last reader was shown at once. */
  reader: string;
  /** A fixed clock for tests. Only a property. */
  now: () => Date;
  /** Stands in for the browser's `fetch`. Only a property. */
  fetch: Fetch;
}

defineProperties(NorthstarProviderElement.prototype, NAMES, (element) => {
  const store = stores.get(element);
  if (store) return store;
  throw new TypeError("Not a northstar-provider");
});
