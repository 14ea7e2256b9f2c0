import { attributeName } from "./attributes.ts";
import { closestComposed } from "./closestComposed.ts";
import { HtmlElement } from "./HtmlElement.ts";
import { hubOf, NorthstarProviderElement } from "./NorthstarProviderElement.ts";
import { PlainError } from "./PlainError.ts";
import type { Problem } from "./Problem.ts";
import type { HubTile, NorthstarSelectDetail, ProviderHub } from "./ProviderHub.tsx";
import { defineProperties, PropertyStore, upgradeProperties } from "./properties.ts";
import { adoptStyles, type ElementBox } from "./shadowStyles.ts";
import type { TileSpec } from "./tile.ts";

const stores = new WeakMap<object, PropertyStore>();

/** Makes the class of an element that shows a component, within the provider around it. */
export function createTileClass(tag: string, spec: TileSpec): CustomElementConstructor {
  const names = Object.keys(spec.properties);
  const box: ElementBox = spec.isInline ? "inline" : "block";

  class TileElement extends HtmlElement {
    static readonly observedAttributes = Object.keys(spec.properties).map(attributeName);

    readonly #store = new PropertyStore(spec.properties, () => this.#update());
    readonly #error = new PlainError(this);
    readonly #tile: HubTile = {
      container: document.createElement("div"),
      component: spec.component,
      props: null,
      onProviderProblem: (problem) => {
        this.#providerProblem = problem;
        this.#showProblem();
      },
      onCrash: () => this.#error.show({ kind: "failed" }),
      onSelect: (detail) =>
        this.dispatchEvent(
          new CustomEvent<NorthstarSelectDetail>("northstar-select", { detail, bubbles: true, composed: true }),
        ),
    };
    #hub: ProviderHub | null = null;
    #providerProblem: Problem | null = null;

    constructor() {
      super();
      stores.set(this, this.#store);
      const shadow = this.attachShadow({ mode: "open" });
      adoptStyles(shadow, box);
      shadow.append(this.#tile.container);
    }

    attributeChangedCallback(attribute: string, _before: string | null, value: string | null): void {
      this.#store.setFromAttribute(attribute, value);
    }

    connectedCallback(): void {
      upgradeProperties(this, names);
      const provider = closestComposed(this, (element) => element instanceof NorthstarProviderElement);
      const hub = (provider && hubOf(provider)) ?? null;
      // After a move within its provider it is still a member, and keeps what its reader had opened and chosen.
      if (hub !== this.#hub) {
        this.#hub?.leave(this.#tile);
        this.#hub = hub;
        hub?.join(this.#tile);
      }
      this.#update();
    }

    /** It is in another document now, as a frame's: the styles of the last one have stayed there. */
    adoptedCallback(): void {
      if (this.shadowRoot) adoptStyles(this.shadowRoot, box);
    }

    disconnectedCallback(): void {
      // A move takes it out and puts it in again before this runs.
      queueMicrotask(() => {
        if (this.isConnected) return;
        this.#hub?.leave(this.#tile);
        this.#hub = null;
      });
    }

    #update(): void {
      if (!this.isConnected) return;
      const isDrawable = this.#ownProblem() === null;
      this.#tile.props = isDrawable ? this.#store.values : null;
      this.#showProblem();
      this.#hub?.refresh(this.#tile);
    }

    #ownProblem(): Problem | null {
      if (this.#store.problem !== null) return { kind: "unreadable", element: tag, detail: this.#store.problem };
      const missing = spec.required.filter((property) => !(property in this.#store.values));
      return missing.length === 0
        ? null
        : { kind: "missing", element: tag, detail: missing.map(attributeName).join(", ") };
    }

    #showProblem(): void {
      const problem: Problem | null = this.#hub
        ? (this.#providerProblem ?? this.#ownProblem())
        : { kind: "no_provider" };
      if (problem) this.#error.show(problem);
      else this.#error.hide();
    }
  }

  defineProperties(TileElement.prototype, names, (element) => {
    const store = stores.get(element);
    if (store) return store;
    throw new TypeError(`Not a ${tag}`);
  });
  return TileElement;
}
