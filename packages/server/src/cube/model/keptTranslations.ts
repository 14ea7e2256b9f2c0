import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { requireCommonJs } from "../commonjs.ts";

const { version }: { version: string } = requireCommonJs("@cubejs-backend/server-core/package.json");

/** Cube's memory of translations: JavaScript by the MD5 of the YAML. */
interface Translations {
  has(key: string): boolean;
  get(key: string): string | undefined;
  set(key: string, translated: string): unknown;
}

type Files = readonly { content: string }[];

/** The folder, `NORTHSTAR_MODEL_CACHE`; null where nothing is kept. */
const folderOf = () => process.env.NORTHSTAR_MODEL_CACHE || null;

/**
 * Hands Cube what it made of the same YAML in another process: reading expressions with a grammar of Python takes two thirds of the time that a
 * model takes to compile. What is kept is code that this process runs: the folder must be as much its own as the model is.
 */
export async function recallTranslations(files: Files, translations: Translations): Promise<void> {
  const folder = folderOf();
  if (folder === null) return;
  await Promise.all(
    files.map(async ({ content }) => {
      const key = cubeKey(content);
      if (translations.has(key)) return;
      const kept = await readFile(join(folder, nameOf(content)), "utf8").catch(() => null);
      if (kept !== null) translations.set(key, kept);
    }),
  );
}

/** Keeps the translations of files that compiled. A folder that can't be written keeps none. */
export async function keepTranslations(files: Files, translations: Translations): Promise<void> {
  const folder = folderOf();
  if (folder === null) return;
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch(() => {});
  await Promise.all(
    files.map(async ({ content }) => {
      const translated = translations.get(cubeKey(content));
      const path = join(folder, nameOf(content));
      if (translated === undefined || (await readFile(path, "utf8").catch(() => null)) === translated) return;
      // Whole or not at all, also beside other processes.
      const draft = `${path}.${randomUUID()}`;
      await writeFile(draft, translated, { mode: 0o600 }).then(
        () => rename(draft, path),
        () => {},
      );
    }),
  );
}

/** As Cube's `DataSchemaCompiler.transpileYamlFile` has it. */
const cubeKey = (content: string) => createHash("md5").update(content).digest("hex");

/** Another version of Cube may translate otherwise. */
const nameOf = (content: string) =>
  `${createHash("sha256").update(version).update("\0").update(content).digest("hex")}.js`;
