import { ConnectorError } from "./connectorError.ts";

/** A bucket that speaks S3's protocol, and the part of it that is looked into. */
export interface BucketAddress {
  /** `gcs` takes Google's tokens too; `other`: MinIO, R2 and the like. */
  kind: "s3" | "gcs" | "other";
  /** Address of the bucket, without a slash at the end. */
  url: string;
  /** What names of objects begin with; empty or with a slash at the end. */
  prefix: string;
  /** That requests are signed for; null until the provider has said it. */
  region: string | null;
}

/**
 * Reads `s3://bucket/prefix`, `gs://bucket/prefix`, or the address of a bucket on a server that speaks S3's protocol,
 * `https://host/bucket/prefix`.
 * @param region of S3; without one the bucket's own is found out
 * @throws ConnectorError `setting_missing`
 */
export function bucketAddress(setting: string, region: string | null): BucketAddress {
  const match = /^(s3|gs|https?):\/\/(.+)$/i.exec(setting.trim());
  const [, scheme = "", rest = ""] = match ?? [];
  if (region !== null && !/^[a-z0-9-]+$/.test(region)) throw wrong("NORTHSTAR_GA4_BUCKET_REGION isn't a region.");
  if (scheme.toLowerCase().startsWith("http")) {
    const url = URL.canParse(setting.trim()) ? new URL(setting.trim()) : null;
    const [bucket, ...names] = (url?.pathname ?? "").split("/").filter((part) => part !== "");
    if (url === null || bucket === undefined || url.username !== "" || url.search !== "") throw malformed();
    const prefix = decodeURIComponent(names.join("/"));
    return { kind: "other", url: `${url.origin}/${bucket}`, prefix: folder(prefix), region: region ?? "us-east-1" };
  }
  const [bucket = "", ...names] = rest.split("/").filter((part) => part !== "");
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html; Google's may have `_` too.
  if (!/^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$/.test(bucket)) throw malformed();
  const prefix = folder(names.join("/"));
  if (scheme.toLowerCase() === "gs") {
    return { kind: "gcs", url: `https://storage.googleapis.com/${bucket}`, prefix, region: "auto" };
  }
  const host = region === null ? "s3.amazonaws.com" : `s3.${region}.amazonaws.com`;
  // A name with dots has no certificate as a part of the host's name.
  const url = bucket.includes(".") ? `https://${host}/${bucket}` : `https://${bucket}.${host}`;
  return { kind: "s3", url, prefix, region };
}

function folder(prefix: string): string {
  return prefix === "" ? "" : `${prefix}/`;
}

function malformed(): ConnectorError {
  return wrong(
    "NORTHSTAR_GA4_BUCKET has to be `s3://bucket/folder`, `gs://bucket/folder` or `https://host/bucket/folder`.",
  );
}

function wrong(message: string): ConnectorError {
  return new ConnectorError("setting_missing", message);
}
