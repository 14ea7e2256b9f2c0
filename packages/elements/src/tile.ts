import type { ComponentType } from "react";
import type { AttributeTypes } from "./attributes.ts";
import type { Properties } from "./properties.ts";

/** A component as a custom element. `Props` are its properties in TypeScript. */
export interface TileSpec<Props = object> {
  component: ComponentType<Record<string, unknown>>;
  properties: Properties;
  /** Properties without which there is nothing to draw. */
  required: readonly string[];
  /** Properties that are functions of the component, and the event each becomes. */
  events: Readonly<Record<string, string>>;
  /** As wide as what is in it, in a line of text. */
  isInline: boolean;
  /** Only for the type. */
  readonly props?: Props;
}

/** Describes an element: its component, and the types of the attributes that become its props. */
export function tile<Props extends object, Types extends AttributeTypes<Props>>(
  component: ComponentType<Props>,
  properties: Types,
  options: TileOptions<keyof Types & string, keyof Props & string> = {},
): TileSpec<Pick<Props, keyof Types & keyof Props>> {
  const { required = [], events, isInline = false } = options;
  return {
    // Props come from `properties` alone, whose types are those of the component's props.
    component: component as unknown as ComponentType<Record<string, unknown>>,
    properties: properties as unknown as Properties,
    required,
    events: { ...events } as Readonly<Record<string, string>>,
    isInline,
  };
}

interface TileOptions<Attribute, Prop extends string> {
  required?: readonly Attribute[];
  /** Event for each property that is a function. */
  events?: Readonly<Partial<Record<Prop, string>>>;
  isInline?: boolean;
}
