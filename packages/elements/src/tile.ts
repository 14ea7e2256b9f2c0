import type { ComponentType } from "react";
import type { AttributeTypes } from "./attributes.ts";
import type { Properties } from "./properties.ts";

/** A component as a custom element. `Props` are its properties in TypeScript. */
export interface TileSpec<Props = object> {
  component: ComponentType<Record<string, unknown>>;
  properties: Properties;
  /** Properties without which there is nothing to draw. */
  required: readonly string[];
  /** As wide as what is in it, in a line of text. */
  isInline: boolean;
  /** Only for the type. */
  readonly props?: Props;
}

/** Describes an element: its component, and the types of the attributes that become its props. */
export function tile<Props extends object, Types extends AttributeTypes<Props>>(
  component: ComponentType<Props>,
  properties: Types,
  { required = [], isInline = false }: TileOptions<keyof Types & string> = {},
): TileSpec<Pick<Props, keyof Types & keyof Props>> {
  return {
    // Props come from `properties` alone, whose types are those of the component's props.
    component: component as unknown as ComponentType<Record<string, unknown>>,
    properties: properties as unknown as Properties,
    required,
    isInline,
  };
}

interface TileOptions<Attribute> {
  required?: readonly Attribute[];
  isInline?: boolean;
}
