import { ByPolicy } from "../ByPolicy.ts";
import { requireCommonJs } from "../commonjs.ts";
import { CubeRuntimeError } from "../errors.ts";
import { type ModelRepository, NAMES_READER } from "../ModelRepository.ts";
import { checkQueries } from "./checkQueries.ts";
import { keepTranslations, recallTranslations } from "./keptTranslations.ts";
import { describeModelProblem, type ModelProblem } from "./ModelProblem.ts";
import { ModelText } from "./ModelText.ts";
import { readModelProblems } from "./readModelProblems.ts";
import { withinSight } from "./withinSight.ts";

const { CompilerApi }: typeof import("@cubejs-backend/server-core") = requireCommonJs("@cubejs-backend/server-core");

type Compilers = Awaited<ReturnType<InstanceType<typeof CompilerApi>["compileSchema"]>>;
type AskedQuery = Parameters<InstanceType<typeof CompilerApi>["getSql"]>[0] & { contextSymbols?: unknown };
type PlanOptions = Parameters<InstanceType<typeof CompilerApi>["getSql"]>[1] & { requestId?: string };
type Visible = Awaited<ReturnType<InstanceType<typeof CompilerApi>["patchVisibilityByAccessPolicy"]>>;
type Settings = ConstructorParameters<typeof CompilerApi>;

/**
 * Cube's compiler of a model that may be broken at any moment, since analysts save while it is served. What doesn't compile, or gives
 * no SQL for a member of a view, is told with file, line and mend; the model as it was last in order goes on answering.
 */
export class ModelCompiler extends CompilerApi {
  readonly #files: ModelRepository;
  readonly #visible = new ByPolicy<Visible>();
  #namesReader = true;

  constructor(files: ModelRepository, ...[dbType, options]: [Settings[1], Settings[2]]) {
    // Cube's own line about a failed compilation is a stack; the problems are logged here.
    const logger: typeof options.logger = (event, details) => {
      if (event !== "Compiling schema error") options.logger?.(event, details);
    };
    super(files, dbType, { ...options, logger });
    this.#files = files;
  }

  /** A text that is the same for readers whom this model can't tell apart: the policy, and who it is where the model names that. */
  policyOf(securityContext: unknown): string {
    const { sub, ...policy } = { sub: null, ...(securityContext as object | null) };
    return JSON.stringify(this.#namesReader ? [policy, sub] : [policy]);
  }

  override async compileSchema(version: string, requestId?: string): Promise<Compilers> {
    const files = await this.#files.dataSchemaFiles();
    await recallTranslations(files, this.compiledYamlCache);
    try {
      const compilers = await super.compileSchema(version, requestId);
      const broken = await checkQueries(this, compilers, new ModelText(files));
      if (broken.length > 0) throw new CubeRuntimeError("model_invalid", NOT_COMPILED, { problems: broken });
      this.#files.accept(files);
      await keepTranslations(files, this.compiledYamlCache);
      this.#namesReader = files.some(({ content }) => NAMES_READER.test(content));
      return compilers;
    } catch (error) {
      const invalid = this.#invalid(error, files);
      const isReplaced = this.#files.refuse(files, invalid);
      if (!isReplaced) throw invalid;
      // Now the repository gives the files that were in order.
      return this.compileSchema(version, requestId);
    }
  }

  /**
   * Plans a question once. Cube remembers plans too, but by the id of the request and the reader, and makes its planner before it looks.
   * Nobody's token is in a plan whose model doesn't name the reader: what it cuts is in the query's filters by then.
   * Before that, Cube plans every question whole to learn which members it names: those don't depend on dates and values.
   */
  override async getSql(query: AskedQuery, options: PlanOptions = {}) {
    const { requestId, ...asked } = query;
    const compilers = await this.getCompilers(requestId === undefined ? {} : { requestId });
    if (!this.#namesReader) delete asked.contextSymbols;
    const { requestId: _, ...wanted } = options;
    const isForItsMembers = options.requestId !== undefined && query.contextSymbols === undefined;
    const question = isForItsMembers ? JSON.stringify(asked, withoutValues) : asked;
    const plans = compilers.compilerCache.getQueryCache({ query: question, options: wanted });
    const kept: { plan: ReturnType<typeof plan> | null } = plans.cache(["northstar plan"], () => ({ plan: null }));
    const plan = () => super.getSql(query, wanted);
    kept.plan ??= plan().catch((error: unknown) => {
      // Cube keeps a promise whatever comes of it: what failed once would fail for ever.
      kept.plan = null;
      throw error;
    });
    return kept.plan;
  }

  /** Walks every member of the model, and Cube wants it with every question: once a policy is enough. */
  protected override async patchVisibilityByAccessPolicy(
    ...[compilers, context, cubes]: Parameters<InstanceType<typeof CompilerApi>["patchVisibilityByAccessPolicy"]>
  ): Promise<Visible> {
    return this.#visible.get(compilers, this.policyOf(context.securityContext), async () => {
      const patched = await super.patchVisibilityByAccessPolicy(compilers, context, cubes);
      return {
        ...patched,
        cubes: patched.cubes.map((cube, index) => ({ ...cube, config: withinSight(cube.config, cubes[index].config) })),
      };
    });
  }

  #invalid(error: unknown, files: ConstructorParameters<typeof ModelText>[0]): CubeRuntimeError {
    const problems =
      error instanceof CubeRuntimeError ? error.problems : readModelProblems(error, new ModelText(files));
    const text = describeModel(problems);
    this.logger("Model invalid", { error: text });
    const shown = this.options.devServer ? text : NOT_COMPILED;
    return new CubeRuntimeError("model_invalid", shown, { problems, cause: error });
  }
}

function withoutValues(key: string, value: unknown): unknown {
  return ["dateRange", "values", "limit", "offset"].includes(key) ? undefined : value;
}

const NOT_COMPILED = "The model does not compile, so nothing can be answered. See the server's log.";

/** All problems of a model, each with file, line and mend. */
export function describeModel(problems: readonly ModelProblem[]): string {
  const lines = problems.map((problem) => `  ${describeModelProblem(problem)}`);
  return `The model has ${problems.length} problem${problems.length === 1 ? "" : "s"}:\n${lines.join("\n")}`;
}
