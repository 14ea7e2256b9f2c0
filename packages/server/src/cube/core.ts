import { MemoryCacheDriver } from "./cacheDriver.ts";
import { requireCommonJs } from "./commonjs.ts";
import { NorthstarGateway } from "./gateway.ts";
import { ModelRepository } from "./ModelRepository.ts";
import { ModelCompiler } from "./model/ModelCompiler.ts";
import { useReadyRollups } from "./readyRollups.ts";
import { followData, type RefreshKeys } from "./refreshKeys.ts";
import { retryLostRollups } from "./rollupRetry.ts";
import { readRollupTables, shareRollupVersions } from "./rollupTables.ts";
import { fillWholePartitions } from "./wholePartitions.ts";

const { CubejsServerCore }: typeof import("@cubejs-backend/server-core") =
  requireCommonJs("@cubejs-backend/server-core");

type Core = InstanceType<typeof CubejsServerCore>;

fillWholePartitions();
shareRollupVersions();

/** Cube's server core with our gateway, and caches whose answers follow the data. */
export class NorthstarCore extends CubejsServerCore {
  timeZone = "UTC";
  readonly #refreshKeys: RefreshKeys[] = [];

  /** The next query asks the warehouse for every refresh key's value. */
  async forgetRefreshKeys(): Promise<void> {
    await Promise.all(this.#refreshKeys.map((keys) => keys.forget()));
  }

  gateway(): NorthstarGateway {
    const gateway = this.apiGateway();
    if (!(gateway instanceof NorthstarGateway)) throw new TypeError("The gateway is made by createApiGatewayInstance.");
    return gateway;
  }

  protected override createApiGatewayInstance(...settings: Parameters<Core["createApiGatewayInstance"]>) {
    const gateway = new NorthstarGateway(...settings);
    gateway.timeZone = this.timeZone;
    gateway.modelInvalid = () => (this.repository instanceof ModelRepository ? this.repository.invalid : null);
    return gateway;
  }

  protected override createCompilerApi(...[repository, options = {}]: Parameters<Core["createCompilerApi"]>) {
    if (!(repository instanceof ModelRepository)) throw new TypeError("The repository is made by repositoryFactory.");
    return new ModelCompiler(repository, options.dbType ?? this.options.dbType, this.createCompilerApiOptions(options));
  }

  protected override createOrchestratorApi(...settings: Parameters<Core["createOrchestratorApi"]>) {
    const api = super.createOrchestratorApi(...settings);
    const orchestrator = api.getQueryOrchestrator();
    const [driverOf] = settings;
    this.#refreshKeys.push(followData(orchestrator.getQueryCache() as never, new MemoryCacheDriver()));
    retryLostRollups(orchestrator as never, () => this.forgetRefreshKeys());
    useReadyRollups(orchestrator.getPreAggregations() as never);
    readRollupTables(orchestrator.getPreAggregations() as never, driverOf as never);
    return api;
  }
}
