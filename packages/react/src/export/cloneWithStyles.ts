/** What isn't for a picture: what can only be pressed, and what is only said. */
const LEFT_OUT =
  "button, [popover], .ns-visually-hidden, .ns-tile-said, .ns-updating, .ns-tooltip, .ns-chart-cursor, .ns-chart-point, .ns-data-hint";

/** What decides on how an element of a tile looks. Sizes are those it has, so nothing breaks anew in the copy. */
const PROPERTIES = [
  "align-content align-items align-self background background-color background-image border-block-end border-block-start",
  "border-bottom border-collapse border-left border-radius border-right border-spacing border-top box-shadow box-sizing clip-path color",
  "column-gap direction display fill fill-opacity flex flex-basis flex-direction flex-grow flex-shrink flex-wrap font-family",
  "font-feature-settings font-kerning font-size font-style font-variant font-variant-numeric font-weight gap grid-auto-flow grid-column",
  "grid-row grid-template-columns grid-template-rows height inset inset-block-end inset-block-start inset-inline-end inset-inline-start",
  "bottom left right top justify-content justify-items justify-self letter-spacing line-height list-style margin-bottom margin-left",
  "margin-right margin-top max-height max-width min-height min-width opacity order overflow overflow-wrap overflow-x overflow-y",
  "padding-bottom padding-left padding-right padding-top paint-order position row-gap shape-rendering stroke stroke-dasharray stroke-dashoffset stroke-linecap",
  "stroke-linejoin stroke-opacity stroke-width table-layout text-align text-anchor text-decoration text-indent text-overflow",
  "text-transform transform transform-origin unicode-bidi vector-effect vertical-align visibility white-space width word-break word-spacing writing-mode z-index",
]
  .join(" ")
  .split(" ");

/** A copy of an element that looks the same without any style sheet: computed styles are written on every part of it. */
export function cloneWithStyles(source: HTMLElement): HTMLElement {
  const copy = cloneOne(source);
  if (!(copy instanceof HTMLElement)) throw new TypeError("Only an HTML element has a picture.");
  return copy;
}

function cloneOne(source: Element): Element | null {
  if (source.matches(LEFT_OUT)) return null;
  const copy = source.cloneNode(false) as Element;
  for (const name of [...copy.getAttributeNames()]) {
    if (name === "class" || name === "id" || name.startsWith("aria-") || name.startsWith("data-")) {
      // Ids are kept where a drawing points to them: gradients, hatches, clips.
      if (name !== "id" || copy instanceof HTMLElement) copy.removeAttribute(name);
    }
  }
  writeStyles(copy, getComputedStyle(source));
  copy.append(
    ...pseudo(source, "::before"),
    ...[...source.childNodes].flatMap((child) => {
      if (child instanceof Element) return cloneOne(child) ?? [];
      return child.nodeType === Node.TEXT_NODE ? child.cloneNode() : [];
    }),
    ...pseudo(source, "::after"),
  );
  if (copy instanceof HTMLElement && (source.scrollTop > 0 || source.scrollLeft > 0)) scrollCopy(copy, source);
  return copy;
}

/** What has been scrolled to is what is in the picture. */
function scrollCopy(copy: HTMLElement, { scrollLeft, scrollTop }: Element): void {
  for (const child of copy.children) {
    if (child instanceof HTMLElement) child.style.transform = `translate(${-scrollLeft}px, ${-scrollTop}px)`;
  }
}

function writeStyles(copy: Element, style: CSSStyleDeclaration): void {
  if (!(copy instanceof HTMLElement || copy instanceof SVGElement)) return;
  for (const name of PROPERTIES) copy.style.setProperty(name, style.getPropertyValue(name));
  copy.style.setProperty("animation", "none");
  copy.style.setProperty("transition", "none");
}

/** A part that only the style sheet draws, as an element: bars, marks. */
function pseudo(source: Element, which: "::before" | "::after"): Element[] {
  const style = getComputedStyle(source, which);
  if (style.content === "none" || style.content === "normal" || style.display === "none") return [];
  const element = document.createElement("span");
  element.textContent = /^"(.*)"$/.exec(style.content)?.[1] ?? "";
  writeStyles(element, style);
  return [element];
}
