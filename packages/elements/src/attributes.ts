/** How an attribute's text becomes a property. Throws an error with words for the host's developer when it can't. */
export interface AttributeType<Value> {
  read(text: string): Value;
}

/** Attribute types of a component's props, by their names. */
export type AttributeTypes<Props> = { readonly [Name in keyof Props]?: AttributeType<NonNullable<Props[Name]>> };

/** Any text. */
export const text = { read: (value: string) => value };

/** Names of the component's own, as they are: the server says which it doesn't know. */
export function name<Name extends string>(): AttributeType<Name> {
  return { read: (value) => value as Name };
}

/** One of a few words. */
export function oneOf<const Word extends string>(words: readonly Word[]): AttributeType<Word> {
  return {
    read: (value) => {
      const found = words.find((word) => word === value);
      if (found !== undefined) return found;
      throw new Error(`"${value}" is none of ${words.join(", ")}`);
    },
  };
}

/** `has-trend`, `has-trend="true"`; off is `has-trend="false"`. */
export const flag: AttributeType<boolean> = { read: (value) => value !== "false" };

export const number: AttributeType<number> = {
  read: (value) => {
    const read = value.trim() === "" ? Number.NaN : Number(value);
    if (Number.isFinite(read)) return read;
    throw new Error(`"${value}" is not a number`);
  },
};

/** Words with spaces or commas between them. */
export function list<Word extends string = string>(): AttributeType<readonly Word[]> {
  return { read: (value) => value.split(/[\s,]+/).filter((word) => word !== "") as Word[] };
}

/** An object, written as JSON. */
export function json<Value>(): AttributeType<Value> {
  return {
    read: (value) => {
      const read: unknown = JSON.parse(value);
      if (typeof read === "object" && read !== null) return read as Value;
      throw new Error(`${value} is JSON, but no object`);
    },
  };
}

/** `hasTrend` → `has-trend`. */
export function attributeName(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
