import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { requireCommonJs } from "./commonjs.ts";
import { CubeRuntimeError } from "./errors.ts";

const { FileRepository }: typeof import("@cubejs-backend/shared") = requireCommonJs("@cubejs-backend/shared");

type FileContents = Awaited<ReturnType<InstanceType<typeof FileRepository>["dataSchemaFiles"]>>;

/** A changed file of the model is noticed after this long, where changes are looked for at all. */
const FILES_AGE_MILLISECONDS = 1_000;

/**
 * The model's folder wherever it is; Cube's own repository looks below the working directory only. Its files are read
 * at most once a second: in development Cube asks for them with every query. While those that are there were refused, the
 * last ones that were accepted are given in their place.
 */
export class ModelRepository extends FileRepository {
  #read: { files: Promise<FileContents>; at: number } | null = null;
  #good: FileContents | null = null;
  #refused: { hash: string; error: CubeRuntimeError } | null = null;
  #now: () => number;

  constructor(modelPath: string, now: () => number = Date.now) {
    super(modelPath);
    this.#now = now;
  }

  override localPath(): string {
    return resolve(this.repositoryPath);
  }

  override dataSchemaFiles(): Promise<FileContents> {
    const now = this.#now();
    if (this.#read === null || now - this.#read.at > FILES_AGE_MILLISECONDS) {
      this.#read = { files: super.dataSchemaFiles().then((files) => this.#inForce(files)), at: now };
    }
    return this.#read.files;
  }

  /** Why the files that are there aren't the ones in force; null while they are. */
  get invalid(): CubeRuntimeError | null {
    return this.#refused?.error ?? null;
  }

  /** These files make a model that answers. */
  accept(files: FileContents): void {
    this.#good = files;
  }

  /** These files make none. @returns whether others that do are given from now on */
  refuse(files: FileContents, error: CubeRuntimeError): boolean {
    if (this.#good === null || this.#good === files) return false;
    this.#refused = { hash: hashFiles(files), error };
    this.#read = { files: Promise.resolve(this.#good), at: this.#now() };
    return true;
  }

  #inForce(files: FileContents): FileContents {
    if (this.#good !== null && this.#refused?.hash === hashFiles(files)) return this.#good;
    this.#refused = null;
    return files;
  }
}

function hashFiles(files: FileContents): string {
  const hash = createHash("sha256");
  for (const { fileName, content } of files) hash.update(fileName).update("\0").update(content).update("\0");
  return hash.digest("hex");
}

/** What a model's files are like, without compiling them. */
export interface ModelState {
  /** Hash of the files, names and contents. Two processes with the same model have the same version. */
  version: string;
  /** Whether it may compile to something else for another reader: one that doesn't is compiled once for all tenants. */
  dependsOnReader: boolean;
  /** Whether it names who asks anywhere: in a policy's values, in SQL, or while it compiles. */
  namesReader: boolean;
}

/** How a model names who asks: in a policy's values or conditions, in SQL, or while it compiles. */
export const NAMES_READER = /security_?context|user_?attributes|COMPILE_CONTEXT/i;

/** Reads the model's files. */
export function readModelState(modelPath: string): ModelState {
  const hash = createHash("sha256");
  let dependsOnReader = false;
  let namesReader = false;
  for (const file of modelFiles(modelPath)) {
    const content = readFileSync(file);
    hash.update(relative(modelPath, file).split(sep).join("/")).update("\0").update(content).update("\0");
    dependsOnReader ||= content.includes("COMPILE_CONTEXT");
    namesReader ||= NAMES_READER.test(content.toString("utf8"));
  }
  return { version: hash.digest("hex").slice(0, 16), dependsOnReader, namesReader };
}

/** Gives the model's state without reading its files each time: in production Cube compiles them once, so they are read once. */
export function modelStateOf(modelPath: string, development: boolean, now: () => number = Date.now): () => ModelState {
  let state = readModelState(modelPath);
  let readAt = now();
  return () => {
    if (development && now() - readAt > FILES_AGE_MILLISECONDS) {
      state = readModelState(modelPath);
      readAt = now();
    }
    return state;
  };
}

/**
 * Refuses a folder without a model: Cube would make the folder and answer that it knows no member.
 *
 * @throws CubeRuntimeError `model_invalid`
 */
export function assertModelExists(modelPath: string): void {
  if (existsSync(modelPath) && modelFiles(modelPath).length > 0) return;
  throw new CubeRuntimeError(
    "model_invalid",
    "The model's folder is missing or has no YAML files, so no query can be answered. Check modelPath.",
  );
}

function modelFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ya?ml|js)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
