import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { requireCommonJs } from "./commonjs.ts";

const { FileRepository }: typeof import("@cubejs-backend/shared") = requireCommonJs("@cubejs-backend/shared");

/** The model's folder wherever it is; Cube's own repository looks below the working directory only. */
export class ModelRepository extends FileRepository {
  override localPath(): string {
    return resolve(this.repositoryPath);
  }
}

/** Hash of the model's files: names and contents. Two processes with the same model have the same version. */
export function hashModel(modelPath: string): string {
  const hash = createHash("sha256");
  for (const file of modelFiles(modelPath)) {
    hash.update(relative(modelPath, file).split(sep).join("/")).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex").slice(0, 16);
}

function modelFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ya?ml|js)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
