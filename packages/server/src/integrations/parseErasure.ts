import type { ErasureRequest } from "@northstar/core";
import { z } from "zod";
import { ServerError } from "../errors.ts";

/** Longer than the longest address (RFC 5321 has 254). */
const identifier = z.string().min(1).max(300);
const dryRun = z.boolean().default(false);

const schema = z.union([
  z.strictObject({ crmId: identifier, dryRun }),
  z.strictObject({ email: identifier, dryRun }),
  z.strictObject({ phone: identifier, dryRun }),
  z.strictObject({ userId: identifier, dryRun }),
]);

/** The body of `POST /northstar/v1/erasures`. @throws ServerError `request_invalid`, which repeats nothing of it */
export function parseErasure(body: unknown): ErasureRequest {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new ServerError(
    "request_invalid",
    "One identifier names the person: crmId, email, phone or userId, a text of 1 to 300 characters. Beside it there may be dryRun, true or false; nothing else.",
    { members: ["body"] },
  );
}
