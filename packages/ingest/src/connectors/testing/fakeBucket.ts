import { createHash } from "node:crypto";
import type { FakeReply, FakeRequest } from "./fakeServer.ts";
import { readAuthorization, signatureOf } from "./signatureV4.ts";

export interface FakeObject {
  body: Buffer | string;
  contentEncoding?: string;
  /** Its contents have to be asked back from an archive first. */
  archived?: boolean;
}

export interface FakeBucketOptions {
  bucket?: string;
  accessKeyId?: string;
  secretAccessKey?: string;
  sessionToken?: string;
  region?: string;
  /** In place of signatures. */
  bearer?: (token: string) => boolean;
  pageSize?: number;
  now?: () => number;
}

const FIFTEEN_MINUTES = 15 * 60_000;

/**
 * A bucket as the documentation of S3 describes it (ListObjectsV2, GetObject, HeadObject, error codes): names in the order of their bytes,
 * pages by `continuation-token`, `If-Match` and `Range`, signatures verified from the specification, clocks within 15 minutes.
 */
export function fakeBucket(objects: Map<string, FakeObject>, options: FakeBucketOptions = {}) {
  const { bucket = "drops", accessKeyId = "AK1", secretAccessKey = "secret/1", region = "us-east-1" } = options;
  const { pageSize = 1000, now = () => Date.parse("2026-03-10T12:00:00Z") } = options;

  function answer(request: FakeRequest): FakeReply {
    const reply = refusal(request) ?? route(request);
    return { ...reply, headers: { date: new Date(now()).toUTCString(), ...reply.headers } };
  }

  function refusal({ method, url, headers }: FakeRequest): FakeReply | null {
    if (options.bearer) {
      const token = /^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1] ?? "";
      return options.bearer(token) ? null : error(401, "AuthenticationRequired");
    }
    const given = readAuthorization(headers.authorization);
    if (!given) return error(403, "AccessDenied");
    if (given.accessKeyId !== accessKeyId) return error(403, "InvalidAccessKeyId");
    if (given.region !== region) {
      const more = `<Region>${region}</Region>`;
      return { ...error(400, "AuthorizationHeaderMalformed", more), headers: { "x-amz-bucket-region": region } };
    }
    const date = String(headers["x-amz-date"] ?? "");
    const at = Date.parse(
      date.replace(
        /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/,
        (_, y, mo, d, h, mi, s) => `${y}-${mo}-${d}T${h}:${mi}:${s}Z`,
      ),
    );
    if (!(Math.abs(at - now()) <= FIFTEEN_MINUTES)) return error(403, "RequestTimeTooSkewed");
    if (options.sessionToken !== undefined && headers["x-amz-security-token"] !== options.sessionToken) {
      return error(400, "ExpiredToken");
    }
    const host = String(headers["x-test-host"] ?? headers.host);
    const isOurs = given.signature === signatureOf({ method, host, url, headers }, given, secretAccessKey);
    const all = ["host", "x-amz-content-sha256", "x-amz-date"].every((name) => given.signedHeaders.includes(name));
    return isOurs && all ? null : error(403, "SignatureDoesNotMatch");
  }

  function route({ method, url, headers }: FakeRequest): FakeReply {
    const isVirtual = String(headers["x-test-host"] ?? "").startsWith(`${bucket}.`);
    const path = decodeURIComponent(url.pathname).slice(1);
    const key = isVirtual ? path : path.startsWith(`${bucket}/`) ? path.slice(bucket.length + 1) : null;
    if (key === null) return error(404, "NoSuchBucket");
    if (key === "") return list(url);
    const object = objects.get(key);
    if (!object) return error(404, "NoSuchKey");
    if (headers["if-match"] !== undefined && headers["if-match"] !== etagOf(object)) {
      return error(412, "PreconditionFailed");
    }
    if (object.archived && method === "GET") return error(403, "InvalidObjectState");
    const body = Buffer.from(object.body as string);
    const range = /^bytes=(\d+)-(\d+)$/.exec(String(headers.range ?? ""));
    const own = {
      etag: etagOf(object),
      "content-type": "binary/octet-stream",
      ...(object.contentEncoding !== undefined && { "content-encoding": object.contentEncoding }),
    };
    if (!range) return { headers: own, body };
    const [from, to] = [Number(range[1]), Math.min(Number(range[2]), body.length - 1)];
    if (from >= body.length) return error(416, "InvalidRange");
    return {
      status: 206,
      headers: { ...own, "content-range": `bytes ${from}-${to}/${body.length}` },
      body: body.subarray(from, to + 1),
    };
  }

  function list(url: URL): FakeReply {
    if (url.searchParams.get("list-type") !== "2") return error(400, "InvalidArgument");
    const prefix = url.searchParams.get("prefix") ?? "";
    const token = url.searchParams.get("continuation-token");
    const names = [...objects.keys()]
      .filter((key) => key.startsWith(prefix))
      .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    const start = token === null ? 0 : Number(/^after:(\d+)$/.exec(token)?.[1] ?? Number.NaN);
    if (Number.isNaN(start)) return error(400, "InvalidArgument");
    const end = start + pageSize;
    const encode = (key: string) => encodeURIComponent(key).replaceAll("%2F", "/").replaceAll("%20", "+");
    const contents = names.slice(start, end).map((key) => {
      const object = objects.get(key) as FakeObject;
      const size = Buffer.from(object.body as string).length;
      return `<Contents><Key>${encode(key)}</Key><LastModified>2026-03-09T00:00:00.000Z</LastModified><ETag>${etagOf(object).replaceAll('"', "&quot;")}</ETag><Size>${size}</Size><StorageClass>STANDARD</StorageClass></Contents>`;
    });
    const more = names.length > end;
    const body = `<?xml version="1.0" encoding="UTF-8"?>
<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>${bucket}</Name><Prefix>${encode(prefix)}</Prefix><KeyCount>${contents.length}</KeyCount><MaxKeys>${pageSize}</MaxKeys><EncodingType>url</EncodingType><IsTruncated>${more}</IsTruncated>${
      more ? `<NextContinuationToken>after:${end}</NextContinuationToken>` : ""
    }${contents.join("")}</ListBucketResult>`;
    return { headers: { "content-type": "application/xml" }, body };
  }

  return { answer };
}

function error(status: number, code: string, more = ""): FakeReply {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>No.</Message>${more}<RequestId>1</RequestId></Error>`;
  return { status, headers: { "content-type": "application/xml" }, body };
}

function etagOf({ body }: FakeObject): string {
  return `"${createHash("md5").update(body).digest("hex")}"`;
}
