import { HookProblem } from "../hookProblem.ts";

const TYPES = {
  json: /^application\/(json|[\w.-]{1,60}\+json)$/,
  form: /^application\/x-www-form-urlencoded$/,
} as const;

/** @throws HookProblem `media_type` unless the header names the type, in UTF-8 where it names a character set */
export function checkMediaType(header: string | null, takes: keyof typeof TYPES): void {
  const [type = "", ...parameters] = (header ?? "").toLowerCase().split(";");
  const charset = parameters.map((one) => one.trim()).find((one) => one.startsWith("charset="));
  if (TYPES[takes].test(type.trim()) && (charset === undefined || /^charset="?(utf-?8|us-ascii)"?$/.test(charset)))
    return;
  const wanted = takes === "json" ? "application/json" : "application/x-www-form-urlencoded";
  throw new HookProblem("media_type", `This hook takes ${wanted} in UTF-8. Set the header Content-Type.`);
}
