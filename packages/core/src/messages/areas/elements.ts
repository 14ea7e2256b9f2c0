import type { Texts } from "../texts.ts";

const es = {
  "elements.no_provider":
    "Este elemento necesita un <northstar-provider> a su alrededor, que conoce el servidor y el token.",
  "elements.missing": "Al elemento <{element}> le falta el atributo {detail}.",
  "elements.unreadable": "Un atributo del elemento <{element}> no se puede leer. {detail}",
} as const;

export type ElementsKey = keyof typeof es;

const en: Record<ElementsKey, string> = {
  "elements.no_provider": "This element needs a <northstar-provider> around it, which knows the server and the token.",
  "elements.missing": "The element <{element}> lacks the attribute {detail}.",
  "elements.unreadable": "An attribute of the element <{element}> can't be read. {detail}",
};

/** What a custom element says when it can't be drawn. */
export const elementsTexts: Texts<ElementsKey> = { es, en };
