/** The browser's base class; a stand-in where there is none, so that a server may import the package. */
export const HtmlElement: typeof HTMLElement = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);
