import { open } from "node:fs/promises";
import { XMLParser } from "fast-xml-parser";
import { isObject, type JsonObject, numberOf, objectOf, textOf } from "../sources/values.ts";
import type { BucketAddress } from "./bucketAddress.ts";
import { ConnectorError } from "./connectorError.ts";
import { unexpected } from "./readJson.ts";

type Fetch = (request: Request) => Promise<Response>;

/** An object of a bucket as a list has it. */
export interface BucketObject {
  key: string;
  size: number;
  /** Mark of the contents, with its quotation marks. */
  etag: string;
}

/** Fetched at once, and held in memory. */
const RANGE_BYTES = 8 * 1024 * 1024;

const PARSER = new XMLParser({ parseTagValue: false, isArray: (name) => name === "Contents" });

/**
 * The objects below a prefix, page by page, in the order of their names
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html; https://cloud.google.com/storage/docs/xml-api/get-bucket-list).
 */
export async function* listObjects(
  { url, prefix }: BucketAddress,
  provider: string,
  fetch: Fetch,
): AsyncGenerator<BucketObject> {
  for (let token: string | null = null; ; ) {
    const page = new URL(`${url}/`);
    page.searchParams.set("list-type", "2");
    page.searchParams.set("encoding-type", "url");
    if (prefix !== "") page.searchParams.set("prefix", prefix);
    if (token !== null) page.searchParams.set("continuation-token", token);
    const result = readList(await (await fetch(new Request(page))).text(), provider);
    const contents = Array.isArray(result.Contents) ? result.Contents.filter(isObject) : [];
    const isEncoded = textOf(result.EncodingType) === "url";
    for (const { Key, Size, ETag } of contents) {
      const key = typeof Key === "string" ? (isEncoded ? decoded(Key) : Key) : null;
      const size = numberOf(Size);
      const etag = textOf(ETag);
      if (key === null || size === null || etag === null) throw unexpected(provider, "has an object without a name");
      yield { key, size, etag };
    }
    const next: string | null = textOf(result.NextContinuationToken);
    if (textOf(result.IsTruncated) !== "true") return;
    if (next === null || next === token) throw unexpected(provider, "says that there is more, but not where");
    token = next;
  }
}

function readList(text: string, provider: string): JsonObject {
  let document: unknown;
  try {
    document = PARSER.parse(text, true);
  } catch {
    throw unexpected(provider, "isn't XML");
  }
  const result = objectOf(document).ListBucketResult;
  // Without anything in it, it is an empty text.
  if (!isObject(result)) throw unexpected(provider, "is no list of a bucket's objects");
  return result;
}

/** Names come with `+` for spaces, as forms have them. */
function decoded(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll("+", " "));
  } catch {
    return key;
  }
}

/**
 * Writes an object to a file, a piece at a time, each only as long as the object is the one that was listed. One that is stored with a
 * `Content-Encoding` comes unpacked, as whoever stored it wanted, and has to fit in one answer.
 * @returns whether it came packed and the file isn't; null when the object is gone, or another one by now
 * @throws ConnectorError
 */
export async function downloadObject(
  address: BucketAddress,
  { key, size, etag }: BucketObject,
  path: string,
  { provider, fetch }: { provider: string; fetch: Fetch },
): Promise<{ unpacked: boolean } | null> {
  const url = objectUrl(address, key);
  const ask = async (method: "GET" | "HEAD", range?: string): Promise<Response | null> => {
    const headers = { "if-match": etag, ...(range !== undefined && { range }) };
    try {
      return await fetch(new Request(url, { method, headers }));
    } catch (error) {
      const isGone = error instanceof ConnectorError && (error.status === 404 || error.status === 412);
      if (isGone) return null;
      throw error;
    }
  };
  const file = await open(path, "w");
  try {
    if (size === 0) return { unpacked: false };
    const head = await ask("HEAD");
    if (head === null) return null;
    const encoding = head.headers.get("content-encoding")?.toLowerCase() ?? "identity";
    // S3 keeps what an upload in pieces was sent with.
    if (encoding !== "identity" && encoding !== "aws-chunked" && encoding !== "") {
      const whole = await ask("GET");
      if (whole === null) return null;
      await file.write(Buffer.from(await whole.arrayBuffer()));
      return { unpacked: true };
    }
    for (let at = 0; at < size; ) {
      const end = Math.min(at + RANGE_BYTES, size) - 1;
      const answer = await ask("GET", `bytes=${at}-${end}`);
      if (answer === null) return null;
      const piece = Buffer.from(await answer.arrayBuffer());
      // A server that knows no ranges sends all of it.
      const isPiece = answer.status === 206 && piece.length === end - at + 1;
      if (!isPiece && !(answer.status === 200 && at === 0 && piece.length === size)) {
        throw unexpected(provider, "isn't the piece of the object that was asked for");
      }
      await file.write(piece);
      at += piece.length;
    }
    return { unpacked: false };
  } finally {
    await file.close();
  }
}

/** Names of objects may hold anything; a URL takes `.` and `..` for steps, also in their encoded form, so those can't be asked for. */
export function isAddressable(key: string): boolean {
  return key.split("/").every((part) => part !== "." && part !== "..");
}

function objectUrl({ url }: BucketAddress, key: string): string {
  const encode = (part: string) =>
    encodeURIComponent(part).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${url}/${key.split("/").map(encode).join("/")}`;
}
