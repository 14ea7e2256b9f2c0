import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { CliError } from "../../errors.ts";

const run = promisify(execFile);

/**
 * Writes the model as it was at a git ref into a folder; the work tree stays as it is.
 *
 * @param modelPath folder of the model in the work tree
 * @returns the commit, in full
 * @throws CliError `git_failed` outside a repository, for an unknown ref, or one without a model
 */
export async function writeModelAtRef(modelPath: string, ref: string, into: string): Promise<string> {
  const prefix = (
    await git(modelPath, ["rev-parse", "--show-prefix"]).catch((cause: unknown) => {
      const missing = (cause as NodeJS.ErrnoException).code === "ENOENT";
      throw new CliError(
        "git_failed",
        missing
          ? "git can't be run, and old definitions are read from it. Install it."
          : `${modelPath} is in no git repository, so there is no old definition to compare with.`,
        { cause },
      );
    })
  ).trim();
  const commit = (
    await git(modelPath, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`]).catch(
      (cause: unknown) => {
        throw new CliError(
          "git_failed",
          `"${ref}" names no commit of this repository. Write a branch, a tag or a commit, such as HEAD~1; one that is only on the server has to be fetched first.`,
          { cause },
        );
      },
    )
  ).trim();
  const listed = await git(modelPath, ["ls-tree", "-r", "-z", "--name-only", "--full-tree", commit, "--", prefix]);
  const paths = listed.split("\0").filter((path) => /\.ya?ml$/.test(path));
  if (paths.length === 0) {
    throw new CliError("git_failed", `There is no model in ${prefix} at ${ref}. Name a ref that has one.`);
  }
  for (const path of paths) {
    const file = join(into, path.slice(prefix.length));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, await git(modelPath, ["cat-file", "blob", `${commit}:${path}`]));
  }
  return commit;
}

async function git(folder: string, gitArguments: readonly string[]): Promise<string> {
  const { stdout } = await run("git", ["-C", folder, ...gitArguments], { maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}
