import { expect, test } from "vitest";
import { readAuthorization, signatureOf } from "./signatureV4.ts";

/** The two examples without a body of https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html. */
const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const examples = [
  {
    url: "https://examplebucket.s3.amazonaws.com/test.txt",
    headers: { range: "bytes=0-9" },
    signed: "host;range;x-amz-content-sha256;x-amz-date",
    signature: "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
  },
  {
    url: "https://examplebucket.s3.amazonaws.com/?max-keys=2&prefix=J",
    headers: {},
    signed: "host;x-amz-content-sha256;x-amz-date",
    signature: "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
  },
];

test.each(examples)("the published signature of $url", ({ url, headers, signed, signature }) => {
  const authorization = `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=${signed},Signature=${signature}`;
  const given = readAuthorization(authorization);
  const request = {
    method: "GET",
    host: "examplebucket.s3.amazonaws.com",
    url: new URL(url),
    headers: { ...headers, "x-amz-content-sha256": NOTHING, "x-amz-date": "20130524T000000Z" },
  };
  expect(given?.accessKeyId).toBe("AKIAIOSFODNN7EXAMPLE");
  expect(given && signatureOf(request, given, SECRET)).toBe(signature);
});
