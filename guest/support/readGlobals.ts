import type { Page } from "playwright";

/** What a guest could leave in a page: classes and attributes of its root and body, style tags, tokens on `:root`, names on `window`. */
export async function readGlobals(page: Page) {
  return page.evaluate(() => {
    // Names that every empty page has too
    const frame = document.body.appendChild(document.createElement("iframe"));
    const usual = new Set(Object.getOwnPropertyNames(frame.contentWindow ?? {}));
    frame.remove();
    const { documentElement: root, body } = document;
    return {
      classes: `${root.className}${body.className}`,
      attributes: [...root.attributes, ...body.attributes].map(({ name }) => name),
      styles: document.querySelectorAll("style").length,
      variables: [...root.style, ...body.style],
      // Elements with an id are names of the window, and the driver of these tests has names of its own.
      names: Object.getOwnPropertyNames(window).filter(
        (name) => !usual.has(name) && !/^(\d+|__playwright.*|__pw.*|__react.*|react.*|_reactListening.*)$/i.test(name),
      ),
    };
  });
}
