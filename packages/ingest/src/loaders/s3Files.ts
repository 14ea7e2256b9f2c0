import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { requireClient } from "./requireClient.ts";

/** Files in a bucket, on their way. */
export interface S3Files {
  put(key: string, path: string): Promise<void>;
  remove(key: string): Promise<void>;
  close(): void;
}

interface S3Package {
  S3Client: new (options: { region: string }) => { send(command: object): Promise<unknown>; destroy(): void };
  PutObjectCommand: new (input: object) => object;
  DeleteObjectCommand: new (input: object) => object;
}

/**
 * A bucket through `@aws-sdk/client-s3`, with the credentials that its environment has.
 * @throws IngestError `client_missing`
 */
export async function openS3Files(bucket: string, region: string): Promise<S3Files> {
  const client = await requireClient<S3Package>("@aws-sdk/client-s3", "Redshift");
  const s3 = new client.S3Client({ region });
  return {
    async put(key, path) {
      // A stream's length must be said.
      const { size } = await stat(path);
      await s3.send(
        new client.PutObjectCommand({ Bucket: bucket, Key: key, Body: createReadStream(path), ContentLength: size }),
      );
    },
    async remove(key) {
      await s3.send(new client.DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
    close: () => s3.destroy(),
  };
}
