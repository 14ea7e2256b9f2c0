import { mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import type { ConnectorErrorCode } from "../errors.ts";
import { bucketAddress } from "./bucketAddress.ts";
import { type BucketObject, downloadObject, isAddressable, listObjects } from "./bucketObjects.ts";
import { BucketProof, type MachineKey, readBucketRefusal } from "./bucketProof.ts";
import { ConnectorError } from "./connectorError.ts";
import { type DroppedFile, type FilePlace, FileRefused, pollFiles } from "./ga4Files.ts";
import { needSetting } from "./needSetting.ts";
import { isFinishedName } from "./stableFiles.ts";
import type { Connector, PollContext, PolledPage } from "./types.ts";

const PROVIDER = "The bucket of GA4 files";

const OF_ONE_FILE: ReadonlySet<string> = new Set<ConnectorErrorCode>(["unauthorised", "refused", "answer_too_large"]);

type BucketFile = DroppedFile & BucketObject;

/**
 * Files of GA4's export that are dropped in a bucket of S3, of Google Cloud Storage or of what else speaks S3's protocol, at any depth below
 * the folder that is set, as {@link pollFiles} takes them. An object comes again when its ETag has changed. It goes through a file in the system's
 * temporary folder, so that memory stays the same.
 *
 * Settings: `NORTHSTAR_GA4_BUCKET` (see {@link bucketAddress}); `NORTHSTAR_GA4_BUCKET_KEY`, `NORTHSTAR_GA4_KEY` (see {@link BucketProof});
 * `NORTHSTAR_GA4_BUCKET_REGION`. Listing and getting objects is all that the key has to allow.
 *
 * @param machineKey stands in for the credentials that the package `@aws-sdk/client-s3` finds
 */
export function ga4Bucket({ machineKey }: { machineKey?: () => Promise<MachineKey> } = {}): Connector {
  const proof = new BucketProof(machineKey);

  async function* poll(_stream: string, cursor: unknown, context: PollContext): AsyncGenerator<PolledPage> {
    const folder = await mkdtemp(join(tmpdir(), "northstar-ga4-"));
    try {
      yield* pollFiles(bucketPlace(folder, context), cursor, context);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  return {
    name: "ga4_bucket",
    source: "ga4",
    streams: ["files"],
    settings: ["NORTHSTAR_GA4_BUCKET"],
    secrets: [],
    optionalSettings: ["NORTHSTAR_GA4_BUCKET_KEY", "NORTHSTAR_GA4_BUCKET_REGION", "NORTHSTAR_GA4_KEY"],
    provider: PROVIDER,
    rate: { perSecond: 20, burst: 20 },
    everySeconds: 120,
    authorise: (context, request, refused) => proof.headers(addressOf(context), request, refused, context),
    readRefusal: readBucketRefusal,
    poll,
  };
}

function addressOf(context: Pick<PollContext, "setting">) {
  const region = context.setting("NORTHSTAR_GA4_BUCKET_REGION");
  return bucketAddress(needSetting(context, "NORTHSTAR_GA4_BUCKET"), region);
}

function bucketPlace(folder: string, context: PollContext): FilePlace<BucketFile> {
  const address = addressOf(context);
  const { fetch } = context;
  return {
    async list() {
      const files: BucketFile[] = [];
      for await (const object of listObjects(address, PROVIDER, fetch)) {
        const name = object.key.slice(address.prefix.length);
        if (!object.key.startsWith(address.prefix) || !isAddressable(object.key)) continue;
        if (!isFinishedName(posix.basename(name))) continue;
        files.push({ ...object, name, mark: { etag: object.etag, size: object.size } });
      }
      return files;
    },
    // An object is there when all of it is.
    settled: async (files) => [...files],
    async open(file) {
      const name = posix.basename(file.name);
      const path = join(folder, name);
      const came = await download(file, path);
      if (came === null) return null;
      // Its name says packed, its contents aren't any more.
      const plain = came.unpacked ? path.replace(/\.gz$/i, "") : path;
      if (plain !== path) await rename(path, plain);
      return { path: plain, close: () => rm(plain, { force: true }) };
    },
    // What was fetched is what was listed; what came since has another mark.
    isSame: async () => true,
  };

  async function download(file: BucketFile, path: string) {
    try {
      return await downloadObject(address, file, path, { provider: PROVIDER, fetch });
    } catch (error) {
      // One that is archived, or that the key may not read, says nothing of the others.
      const isOfThisOne = error instanceof ConnectorError && OF_ONE_FILE.has(error.code);
      throw isOfThisOne ? new FileRefused(file.name, { cause: error }) : error;
    }
  }
}
