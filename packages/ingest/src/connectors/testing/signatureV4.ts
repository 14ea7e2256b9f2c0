import { createHash, createHmac } from "node:crypto";

export interface SignedRequest {
  method: string;
  host: string;
  url: URL;
  headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface ReadAuthorization {
  accessKeyId: string;
  date: string;
  region: string;
  signedHeaders: string[];
  signature: string;
}

/** The parts of an `Authorization` header of Signature Version 4; null for any other. */
export function readAuthorization(header: unknown): ReadAuthorization | null {
  const match =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([\w-]+)\/s3\/aws4_request, ?SignedHeaders=([\w;-]+), ?Signature=([0-9a-f]{64})$/.exec(
      String(header),
    );
  if (!match) return null;
  const [, accessKeyId = "", date = "", region = "", signed = "", signature = ""] = match;
  return { accessKeyId, date, region, signedHeaders: signed.split(";"), signature };
}

/**
 * The signature of a request to S3, from the specification: canonical request, string to sign, signing key
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html).
 */
export function signatureOf(
  { method, host, url, headers }: SignedRequest,
  { date, region, signedHeaders }: Pick<ReadAuthorization, "date" | "region" | "signedHeaders">,
  secretAccessKey: string,
): string {
  const encode = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const query = [...url.searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join("&");
  const path = url.pathname
    .split("/")
    .map((part) => encode(decodeURIComponent(part)))
    .join("/");
  const canonicalHeaders = signedHeaders.map((name) => {
    const value = name === "host" ? host : String(headers[name] ?? "");
    return `${name}:${value.trim().replace(/ +/g, " ")}\n`;
  });
  const canonical = [
    method,
    path,
    query,
    canonicalHeaders.join(""),
    signedHeaders.join(";"),
    String(headers["x-amz-content-sha256"] ?? ""),
  ].join("\n");
  const text = [
    "AWS4-HMAC-SHA256",
    String(headers["x-amz-date"] ?? ""),
    `${date}/${region}/s3/aws4_request`,
    createHash("sha256").update(canonical).digest("hex"),
  ].join("\n");
  const key = [date, region, "s3", "aws4_request"].reduce<string | Buffer>(
    (last, part) => createHmac("sha256", last).update(part).digest(),
    `AWS4${secretAccessKey}`,
  );
  return createHmac("sha256", key).update(text).digest("hex");
}
