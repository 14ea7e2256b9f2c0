import { IngestError } from "../errors.ts";
import { openBigQueryTarget } from "./bigqueryTarget.ts";
import type { LoadTarget } from "./LoadTarget.ts";
import { openPostgresTarget } from "./postgresTarget.ts";
import { openRedshiftTarget } from "./redshiftTarget.ts";
import { openSnowflakeTarget } from "./snowflakeTarget.ts";

const FORMS = [
  "postgres://user:password@host:5432/database",
  "redshift://user:password@cluster:5439/database?s3=s3://bucket/folder&iam_role=arn:aws:iam::…&region=us-east-1",
  "bigquery://project/dataset?location=EU&key=path/of/key.json",
  "snowflake://user:password@account/database/schema?warehouse=name&role=name",
];

/**
 * Connects to the warehouse that a URL names, through its own client.
 * @throws IngestError `bad_option` for a URL of no known form, `client_missing`, `target_failed`
 */
export async function openLoadTarget(url: string): Promise<LoadTarget> {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  const of = (name: string) => parsed?.searchParams.get(name) ?? undefined;
  const [first = "", second = ""] = parsed?.pathname.split("/").filter((part) => part !== "") ?? [];
  const need = (value: string | undefined, what: string): string => {
    if (value) return value;
    throw new IngestError("bad_option", `The address lacks ${what}. Write one such as ${FORMS.join(" or ")}.`);
  };
  switch (parsed?.protocol) {
    case "postgres:":
    case "postgresql:":
      return openPostgresTarget(url);
    case "redshift:": {
      const connection = new URL(url.replace(/^redshift:/, "postgres:"));
      for (const name of ["s3", "iam_role", "region"]) connection.searchParams.delete(name);
      const [, bucket, prefix = ""] = /^s3:\/\/([^/]+)\/?(.*?)\/?$/.exec(need(of("s3"), "s3")) ?? [];
      return openRedshiftTarget({
        url: connection.href,
        bucket: need(bucket, "a bucket in s3"),
        prefix,
        iamRole: need(of("iam_role"), "iam_role"),
        region: need(of("region"), "region"),
      });
    }
    case "bigquery:":
      return openBigQueryTarget({
        projectId: need(parsed.hostname, "the project"),
        dataset: need(first, "the dataset"),
        location: of("location"),
        keyFilename: of("key"),
      });
    case "snowflake:":
      return openSnowflakeTarget({
        account: need(parsed.hostname, "the account"),
        username: need(decodeURIComponent(parsed.username), "the user"),
        password: need(decodeURIComponent(parsed.password), "the password"),
        database: need(first, "the database"),
        schema: second === "" ? "PUBLIC" : second,
        warehouse: need(of("warehouse"), "warehouse"),
        role: of("role"),
      });
    default:
      // Not the address itself: it holds a password.
      throw new IngestError(
        "bad_option",
        `That is no address of a warehouse. Write one such as ${FORMS.join(" or ")}.`,
      );
  }
}
