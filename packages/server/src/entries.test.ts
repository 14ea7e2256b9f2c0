import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

/** The addresses of the modules that importing `entry` loads, in a process of its own. */
async function modulesOf(entry: string): Promise<string[]> {
  const script = `
    import { registerHooks } from "node:module";
    const urls = [];
    registerHooks({ load(url, context, next) { urls.push(url); return next(url, context); } });
    await import(${JSON.stringify(new URL(entry, import.meta.url).href)});
    console.log(JSON.stringify(urls));
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script]);
  return JSON.parse(stdout) as string[];
}

describe("what an import brings along", () => {
  it("of the token functions: jose and zod, neither Cube nor DuckDB nor an HTTP server", async () => {
    const urls = await modulesOf("./token.ts");
    expect(urls.some((url) => url.includes("/jose/"))).toBe(true);
    expect(urls.filter((url) => /cubejs|duckdb|hono|\/cube\//.test(url))).toEqual([]);
  });

  it("of the server: Cube and DuckDB only once a runtime is made", async () => {
    const urls = await modulesOf("./index.ts");
    expect(urls.some((url) => url.includes("/hono/"))).toBe(true);
    expect(urls.filter((url) => /cubejs|duckdb/.test(url))).toEqual([]);
  });
});
