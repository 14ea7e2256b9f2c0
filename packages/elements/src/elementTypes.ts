import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { NorthstarProviderElement, NorthstarProviderProperties } from "./NorthstarProviderElement.ts";
import type { NorthstarErrorDetail, NorthstarFiltersChangeDetail, NorthstarSelectDetail } from "./ProviderHub.tsx";
import type { TileSpec } from "./tile.ts";
import type { TILES, TileTag } from "./tiles.ts";

type PropsOf<Tag extends TileTag> = (typeof TILES)[Tag] extends TileSpec<infer Props> ? Props : never;

/** Every Northstar element of a page by its name, with its properties. */
export type NorthstarElements = {
  [Tag in TileTag]: HTMLElement & Partial<PropsOf<Tag>>;
} & { "northstar-provider": NorthstarProviderElement & Partial<NorthstarProviderProperties> };

type Kebab<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${Kebab<Rest>}`
  : Name;

/** Texts stay what they are; everything else is written as text. */
type Attributes<Props> = {
  [Name in keyof Props & string as Kebab<Name>]?: NonNullable<Props[Name]> extends string
    ? Props[Name]
    : string | boolean | undefined;
};

/** Attributes of every Northstar element, as JSX and templates write them. */
export type NorthstarElementAttributes = { [Tag in TileTag]: Attributes<PropsOf<Tag>> } & {
  "northstar-provider": Attributes<Omit<NorthstarProviderProperties, "getToken" | "now" | "fetch">>;
};

type Intrinsic = {
  [Tag in keyof NorthstarElementAttributes]: DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> &
    NorthstarElementAttributes[Tag];
};

declare global {
  interface HTMLElementTagNameMap extends NorthstarElements {}

  // Of elements, documents and windows: the events bubble.
  interface GlobalEventHandlersEventMap {
    "northstar-filterschange": CustomEvent<NorthstarFiltersChangeDetail>;
    "northstar-error": CustomEvent<NorthstarErrorDetail>;
    "northstar-select": CustomEvent<NorthstarSelectDetail>;
  }
}

declare module "react" {
  namespace JSX {
    interface IntrinsicElements extends Intrinsic {}
  }
}
