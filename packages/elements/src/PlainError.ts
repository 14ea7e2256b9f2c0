import { createTranslator, type ElementsKey, elementsTexts, type Translator } from "@northstar/core";
import type { Problem } from "./Problem.ts";

/** A problem in words, in an element's shadow root, without React: it may be that there is no tree to draw it. */
export class PlainError {
  readonly #element: HTMLElement;
  #shown: HTMLElement | null = null;

  constructor(element: HTMLElement) {
    this.#element = element;
  }

  show(problem: Problem): void {
    const t = createTranslator(languageOf(this.#element), {}, elementsTexts);
    const [box, card, state] = [make("div", "ns-root"), make("div", "ns-card"), make("div", "ns-state")];
    box.dataset.nsScheme = getComputedStyle(this.#element).colorScheme.includes("dark") ? "dark" : "light";
    card.setAttribute("role", "alert");
    state.append(make("p", "ns-state-title", t("state.error")), make("p", "", wordsOf(problem, t)));
    card.append(state);
    box.append(card);
    this.hide();
    this.#shown = box;
    this.#element.shadowRoot?.append(box);
  }

  hide(): void {
    this.#shown?.remove();
    this.#shown = null;
  }
}

function wordsOf(problem: Problem, t: Translator<ElementsKey>): string {
  switch (problem.kind) {
    case "no_provider":
      return t("elements.no_provider");
    case "missing":
      return t("elements.missing", { element: problem.element, detail: problem.detail });
    case "unreadable":
      return t("elements.unreadable", { element: problem.element, detail: problem.detail });
    case "failed":
      return t("error.tile_failed");
  }
}

/** Of the page around it: there may be no provider to ask. */
function languageOf(element: HTMLElement): "es" | "en" {
  const declared = element.closest<HTMLElement>("[lang]")?.lang ?? "";
  return declared.toLowerCase().startsWith("en") ? "en" : "es";
}

function make(tag: "div" | "p", className: string, words?: string): HTMLElement {
  const element = document.createElement(tag);
  if (className !== "") element.className = className;
  if (words !== undefined) element.textContent = words;
  return element;
}
