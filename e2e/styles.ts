import type { Page } from "@playwright/test";

/** What rude host rules reach for. Sizes are left out: they follow from the room there is. */
const PROPERTIES = [
  "background-color",
  "border-bottom-style",
  "border-bottom-width",
  "border-left-width",
  "border-radius",
  "border-top-width",
  "box-shadow",
  "box-sizing",
  "display",
  "fill",
  "flex-direction",
  "font-style",
  "font-variant-numeric",
  "font-weight",
  "hyphens",
  "letter-spacing",
  "list-style-type",
  "margin-bottom",
  "margin-left",
  "margin-top",
  "max-width",
  "min-height",
  "opacity",
  "outline-style",
  "padding-bottom",
  "padding-left",
  "padding-top",
  "position",
  "text-align",
  "text-decoration-line",
  "text-transform",
  "text-wrap",
  "transform",
  "vertical-align",
  "white-space",
  "word-spacing",
] as const;

/** One element: how to recognise it in a failure, and its computed values. */
interface Styled {
  element: string;
  values: string[];
}

/** Computed styles of everything that matches, in document order. */
export async function readStyles(page: Page, selector: string): Promise<Styled[]> {
  const [all = []] = await readTwice(page, selector, false);
  return all;
}

/**
 * Computed styles as they are and with every stylesheet off that isn't Northstar's.
 * Both are read in one turn of the page's event loop, so that no live number comes in between.
 */
export async function readWithoutHost(page: Page, selector: string): Promise<{ with: Styled[]; without: Styled[] }> {
  const [withHost = [], withoutHost = []] = await readTwice(page, selector, true);
  return { with: withHost, without: withoutHost };
}

async function readTwice(page: Page, selector: string, again: boolean): Promise<Styled[][]> {
  return page.evaluate(
    ([wanted, properties, withoutHost]) => {
      const read = () =>
        [...document.querySelectorAll(wanted)].map((element) => {
          const style = getComputedStyle(element);
          const name = `${element.localName}${element.getAttribute("class") ? `.${element.getAttribute("class")}` : ""}`;
          return { element: name, values: properties.map((property) => style.getPropertyValue(property)) };
        });
      if (!withoutHost) return [read()];
      // Held at its width: what a container query decides is no leak.
      const roots = [...document.querySelectorAll<HTMLElement>(".ns-root")];
      for (const root of roots) root.style.width = `${root.getBoundingClientRect().width}px`;
      const before = read();
      const host = [...document.styleSheets].filter(
        (sheet) => ![...sheet.cssRules].some((rule) => rule.cssText.includes(".ns-root")),
      );
      for (const sheet of host) sheet.disabled = true;
      const after = read();
      for (const sheet of host) sheet.disabled = false;
      for (const root of roots) root.style.width = "";
      return [before, after];
    },
    [selector, PROPERTIES, again] as const,
  );
}

/** `h2.title text-transform: uppercase → none` for each value that changed. */
export function differences(before: readonly Styled[], after: readonly Styled[]): string[] {
  if (before.length !== after.length) return [`${before.length} elements → ${after.length}`];
  return before.flatMap(({ element, values }, index) =>
    PROPERTIES.flatMap((property, at) => {
      const now = after[index]?.values[at];
      return values[at] === now ? [] : [`${element} ${property}: ${values[at]} → ${now}`];
    }),
  );
}

/** Whether Northstar's styles are in the document. */
export async function hasNorthstarStyles(page: Page): Promise<boolean> {
  return page.evaluate(() =>
    [...document.styleSheets].some((sheet) => [...sheet.cssRules].some((rule) => rule.cssText.includes(".ns-root"))),
  );
}
