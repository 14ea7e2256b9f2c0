import { build, type Plugin } from "esbuild";

/** `import css from "….css?inline"`: a style sheet with all that it imports, as text. Vite has it built in. */
export const inlineStyles: Plugin = {
  name: "inline-styles",
  setup({ onResolve, onLoad, resolve }) {
    onResolve({ filter: /\.css\?inline$/ }, async ({ path, resolveDir, kind }) => {
      const found = await resolve(path.replace(/\?inline$/, ""), { resolveDir, kind });
      // The question stays in the path: other plugins take every `.css` as theirs, whatever its namespace.
      return { path: `${found.path}?inline`, namespace: "inline-styles" };
    });
    onLoad({ filter: /./, namespace: "inline-styles" }, async ({ path }) => {
      const { outputFiles } = await build({
        entryPoints: [path.replace(/\?inline$/, "")],
        bundle: true,
        minify: true,
        write: false,
      });
      return { contents: outputFiles[0]?.text ?? "", loader: "text" };
    });
  },
};
