import { AwsV4Signer } from "aws4fetch";
import { requireClient } from "../loaders/requireClient.ts";
import type { BucketAddress } from "./bucketAddress.ts";
import { ConnectorError } from "./connectorError.ts";
import type { Refusal } from "./patientFetch.ts";
import { serviceAccountOf, serviceAccountToken } from "./serviceAccount.ts";
import { theirNow } from "./theirNow.ts";
import type { PollContext } from "./types.ts";

export interface BucketKey {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** Finds the credentials that a machine has of its own: environment, role, profile. Asked anew for every request; it keeps what is still good. */
export type MachineKey = () => Promise<BucketKey>;

const SCOPE = "https://www.googleapis.com/auth/devstorage.read_only";

/**
 * Proof for requests to a bucket. `NORTHSTAR_GA4_BUCKET_KEY` (`id:secret`) signs as S3 has it
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html), which Google's buckets take with an HMAC key. Without
 * one, Google's take the service account of `NORTHSTAR_GA4_KEY`, and S3's the credentials of the machine.
 *
 * What a refusal says is learned: the bucket's region, and the provider's time when ours is wrong.
 */
export class BucketProof {
  readonly #machineKey: () => Promise<MachineKey>;
  #fromMachine: MachineKey | null = null;
  #token: string | null = null;
  #region: string | null = null;
  /** Their time less ours, milliseconds. */
  #skewMs = 0;

  constructor(machineKey: () => Promise<MachineKey> = installedMachineKey) {
    this.#machineKey = machineKey;
  }

  async headers(
    { kind, region }: BucketAddress,
    request: Request,
    refused: Refusal | null,
    context: Pick<PollContext, "setting" | "fetch" | "now">,
  ): Promise<Record<string, string>> {
    if (refused) this.#learn(refused, context.now());
    const set = context.setting("NORTHSTAR_GA4_BUCKET_KEY");
    const account = kind === "gcs" && set === null ? context.setting("NORTHSTAR_GA4_KEY") : null;
    if (account !== null) {
      if (this.#token === null || refused) {
        this.#token = await serviceAccountToken(serviceAccountOf(account), SCOPE, context);
      }
      return { authorization: `Bearer ${this.#token}` };
    }
    const key = set === null ? await this.#keyOfMachine(kind) : keyOf(set);
    const signer = new AwsV4Signer({
      ...key,
      method: request.method,
      url: request.url,
      service: "s3",
      region: this.#region ?? region ?? "us-east-1",
      datetime: new Date(context.now() + this.#skewMs).toISOString().replace(/[:-]|\.\d{3}/g, ""),
    });
    const { headers } = await signer.sign();
    return Object.fromEntries([...headers].filter(([name]) => name !== "host"));
  }

  #learn({ headers, body }: Refusal, now: number): void {
    const region = headers.get("x-amz-bucket-region") ?? /<Region>([a-z0-9-]+)<\/Region>/.exec(body)?.[1];
    if (region) this.#region = region;
    const at = theirNow(headers);
    if (body.includes("RequestTimeTooSkewed") && at !== null) this.#skewMs = at - now;
  }

  async #keyOfMachine(kind: BucketAddress["kind"]): Promise<BucketKey> {
    if (kind !== "s3") {
      const also = kind === "gcs" ? ", or NORTHSTAR_GA4_KEY a service account's key" : "";
      throw new ConnectorError("setting_missing", `NORTHSTAR_GA4_BUCKET_KEY has to be \`id:secret\`${also}.`);
    }
    this.#fromMachine ??= await this.#machineKey();
    try {
      return await this.#fromMachine();
    } catch {
      throw new ConnectorError(
        "setting_missing",
        "This machine has no credentials for S3; set NORTHSTAR_GA4_BUCKET_KEY to `id:secret`, or give it a role.",
      );
    }
  }
}

/**
 * Refusals that other proof may mend: a token that has ended, a signature for another region, a clock that is off
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList).
 */
export function readBucketRefusal({ status, headers, body }: Refusal): "proof_ended" | null {
  const code = /<Code>(\w+)<\/Code>/.exec(body)?.[1] ?? "";
  if (/^(ExpiredToken|TokenRefreshRequired|RequestTimeTooSkewed|AuthorizationHeaderMalformed)$/.test(code)) {
    return "proof_ended";
  }
  return status === 400 && headers.has("x-amz-bucket-region") ? "proof_ended" : null;
}

function keyOf(text: string): BucketKey {
  const colon = text.indexOf(":");
  if (colon <= 0 || colon === text.length - 1) {
    throw new ConnectorError("setting_missing", "NORTHSTAR_GA4_BUCKET_KEY has to be `id:secret`.");
  }
  return { accessKeyId: text.slice(0, colon), secretAccessKey: text.slice(colon + 1) };
}

/** Those that S3's own client finds, which has the whole chain of them and renews what ends. */
async function installedMachineKey(): Promise<MachineKey> {
  const { S3Client } = await requireClient<{
    S3Client: new (options: object) => { config: { credentials: MachineKey } };
  }>("@aws-sdk/client-s3", "a bucket's credentials");
  return new S3Client({}).config.credentials;
}
