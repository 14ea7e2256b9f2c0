import { type AttributeType, attributeName } from "./attributes.ts";

/** Attribute types by property. */
export type Properties = Readonly<Record<string, AttributeType<unknown>>>;

/** What an element was given, as attribute or as property: the later of the two counts. */
export class PropertyStore {
  readonly #types: Properties;
  readonly #onChange: () => void;
  /** The same object until something changes. */
  values: Readonly<Record<string, unknown>> = {};
  readonly #problems = new Map<string, string>();

  constructor(types: Properties, onChange: () => void) {
    this.#types = types;
    this.#onChange = onChange;
  }

  /** What can't be read, in words for the host's developer; null when all can. */
  get problem(): string | null {
    return this.#problems.size === 0 ? null : [...this.#problems.values()].join(" ");
  }

  set(property: string, value: unknown): void {
    this.#problems.delete(property);
    const { [property]: before, ...others } = this.values;
    if (before === value) return;
    this.values = value === undefined || value === null ? others : { ...others, [property]: value };
    this.#onChange();
  }

  /** `null`: the attribute was taken away. */
  setFromAttribute(attribute: string, value: string | null): void {
    for (const [property, type] of Object.entries(this.#types)) {
      if (attributeName(property) !== attribute) continue;
      try {
        this.set(property, value === null ? undefined : type.read(value));
      } catch (error) {
        this.#problems.set(property, `${attribute}: ${error instanceof Error ? error.message : String(error)}.`);
        this.#onChange();
      }
    }
  }
}

/** Gives a class of elements a property for each name. */
export function defineProperties(
  prototype: object,
  names: readonly string[],
  storeOf: (element: object) => PropertyStore,
) {
  for (const name of names) {
    Object.defineProperty(prototype, name, {
      configurable: true,
      enumerable: true,
      get(this: object) {
        return storeOf(this).values[name];
      },
      set(this: object, value: unknown) {
        storeOf(this).set(name, value);
      },
    });
  }
}

/** Properties that were set before the element's class was known lie on the element itself and hide those of the class: they are set again. */
export function upgradeProperties(element: object, names: readonly string[]): void {
  for (const name of names) {
    if (!Object.hasOwn(element, name)) continue;
    const value: unknown = Reflect.get(element, name);
    Reflect.deleteProperty(element, name);
    Reflect.set(element, name, value);
  }
}
