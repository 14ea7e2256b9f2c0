type ReadNames = (schema: string) => Promise<readonly string[]>;

/**
 * Names of the tables of a schema that only one program changes, read once and kept up with what it makes and drops. Cube wants
 * the list of rollups with every question; with some hundred of them DuckDB takes 10 ms to tell it.
 */
export class TableList {
  readonly #names = new Map<string, Promise<Set<string>>>();

  async names(schema: string, read: ReadNames): Promise<string[]> {
    let names = this.#names.get(schema);
    if (names === undefined) {
      names = read(schema).then((found) => new Set(found));
      this.#names.set(schema, names);
      names.catch(() => this.#names.delete(schema));
    }
    return [...(await names)];
  }

  /** `table` as `schema.name`; told once it is there. */
  async added(table: string): Promise<void> {
    const [schema = "", name = ""] = table.split(".");
    (await this.#names.get(schema))?.add(name);
  }

  /** Told once it is gone. */
  async dropped(table: string): Promise<void> {
    const [schema = "", name = ""] = table.split(".");
    (await this.#names.get(schema))?.delete(name);
  }

  /** Somebody else changed a table after all. */
  forget(): void {
    this.#names.clear();
  }
}
