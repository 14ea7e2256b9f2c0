import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type TypeScript from "typescript";

/** A metric that code or a rule names. */
export interface NamedMetric {
  kind: "kpi" | "funnel";
  id: string;
  /** Path as given. */
  file: string;
  line: number;
}

type Kind = NamedMetric["kind"];

const SOURCE = /\.(?:ts|tsx|mts|jsx?|mjs)$/;
/** Tests name metrics of catalogues of their own; declarations and generated files name nothing by hand. */
const SKIPPED = /(?:\.test(?:-d)?\.[mc]?[jt]sx?|\.d\.ts|\.gen\.ts)$/;
const SKIPPED_FOLDERS = /^(?:node_modules|dist|testing|\..*)$/;
const ID = /^[a-z][a-z0-9_]*$/;

/**
 * Metrics named in the TypeScript and JavaScript of folders: `kpi="…"` and `funnel="…"` of a component (also from a list that is
 * mapped to components in the same file), `useKpi("…")` and the like, `kpi: "…"` of an object, and whatever is said to be a
 * `KpiId` or `FunnelId`. Types already refuse a wrong name where the catalogue is registered; this also sees behind `as KpiId`.
 * A folder that doesn't exist names nothing.
 */
export async function findMetricNames(folders: readonly string[]): Promise<NamedMetric[]> {
  // Two megabytes of parser, wanted here alone.
  const { default: ts } = await import("typescript");
  const files = (await Promise.all(folders.map(sourceFiles))).flat();
  const found = await Promise.all(files.map(async (file) => namesIn(ts, file, await readFile(file, "utf8"))));
  return found.flat();
}

async function sourceFiles(folder: string): Promise<string[]> {
  if (!(await stat(folder).catch(() => null))?.isDirectory()) return [];
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(async (entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return SKIPPED_FOLDERS.test(entry.name) ? [] : sourceFiles(path);
        return SOURCE.test(entry.name) && !SKIPPED.test(entry.name) ? [path] : [];
      }),
  );
  return found.flat();
}

function namesIn(ts: typeof TypeScript, file: string, text: string): NamedMetric[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const constants = new Map<string, TypeScript.Expression>();
  const found = new Map<string, NamedMetric>();

  const add = (kind: Kind, expression: TypeScript.Node | undefined, accepts = (_: string) => true) => {
    for (const literal of literalsOf(ts, expression)) {
      if (!accepts(literal.text)) continue;
      const line = source.getLineAndCharacterOfPosition(literal.getStart()).line + 1;
      found.set(`${kind} ${literal.getStart()}`, { kind, id: literal.text, file, line });
    }
  };

  const visit = (node: TypeScript.Node): void => {
    if (ts.isJsxAttribute(node)) {
      const kind = kindOfName(node.name.getText());
      if (kind) add(kind, node.initializer);
    } else if (ts.isPropertyAssignment(node)) {
      // `funnel: "Embudo"` is a text of the interface, not a name.
      const kind = kindOfName(node.name.getText().replaceAll(/["']/g, ""));
      if (kind) add(kind, node.initializer, (id) => ID.test(id));
    } else if (ts.isBindingElement(node) || ts.isVariableDeclaration(node) || ts.isParameter(node)) {
      const kind = (ts.isBindingElement(node) && kindOfName(node.name.getText())) || kindOfType(node);
      if (kind) add(kind, node.initializer);
    } else if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) {
      const kind = kindOfTypeText(node.type.getText());
      if (kind) add(kind, node.expression);
    } else if (ts.isCallExpression(node)) {
      const hook = /^use(Kpi|Funnel)/.exec(node.expression.getText())?.[1];
      if (hook) add(hook === "Kpi" ? "kpi" : "funnel", node.arguments[0]);
      addMapped(node);
    }
    ts.forEachChild(node, visit);
  };

  /** `KPIS.map((kpi) => <KpiCard kpi={kpi} />)`. */
  const addMapped = (node: TypeScript.CallExpression): void => {
    const callee = node.expression;
    const callback = node.arguments[0];
    if (!ts.isPropertyAccessExpression(callee) || !callback || !ts.isArrowFunction(callback)) return;
    const kind = kindOfName(callback.parameters[0]?.name.getText() ?? "");
    const list = ts.isIdentifier(callee.expression) ? constants.get(callee.expression.text) : callee.expression;
    if (kind && list) add(kind, list, (id) => ID.test(id));
  };

  const collectConstants = (node: TypeScript.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) {
      constants.set(node.name.text, node.initializer);
    }
    ts.forEachChild(node, collectConstants);
  };

  collectConstants(source);
  visit(source);
  return [...found.values()].sort((a, b) => a.line - b.line);
}

function kindOfName(name: string): Kind | null {
  if (/^kpis?$/i.test(name)) return "kpi";
  return /^funnels?$/i.test(name) ? "funnel" : null;
}

function kindOfTypeText(type: string): Kind | null {
  if (/\bKpiId\b/.test(type)) return "kpi";
  return /\bFunnelId\b/.test(type) ? "funnel" : null;
}

function kindOfType(
  node: TypeScript.BindingElement | TypeScript.VariableDeclaration | TypeScript.ParameterDeclaration,
) {
  return "type" in node && node.type ? kindOfTypeText(node.type.getText()) : null;
}

/** The string literals that an expression may come to: itself, the branches of a choice, the entries of a list. */
function literalsOf(ts: typeof TypeScript, node: TypeScript.Node | undefined): TypeScript.StringLiteralLike[] {
  if (!node) return [];
  if (ts.isStringLiteralLike(node)) return [node];
  if (ts.isJsxExpression(node)) return literalsOf(ts, node.expression);
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node)) {
    return literalsOf(ts, node.expression);
  }
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap((element) => literalsOf(ts, element));
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].flatMap((each) => literalsOf(ts, each));
  return [];
}
