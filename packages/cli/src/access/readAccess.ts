import { z } from "zod";
import { ModelError } from "../codegen/ModelError.ts";
import type { ModelView } from "../codegen/readModel.ts";

/** What a role gets when it asks for a member: its rows, a mask in place of every value, or a refusal. */
export type Access = "rows" | "masked" | "denied";

/** By member and role, of one view. */
export type ViewAccess = (member: string, role: string) => Access;

const names = z.union([z.literal("*"), z.array(z.string())]);
const level = z.strictObject({ includes: names.optional(), excludes: names.optional() });
const policiesSchema = z.array(
  z.strictObject({
    group: z.string().optional(),
    groups: z.array(z.string()).optional(),
    member_level: level.optional(),
    member_masking: level.optional(),
    // The tenant and the token's row filters are added by the server, not by a policy: this one says that nothing else cuts rows.
    row_level: z.strictObject({ allow_all: z.literal(true) }).optional(),
  }),
);

type Level = z.infer<typeof level>;

/**
 * Reads from a view's `access_policy` what each role gets, as Cube 1.7 decides it: a member is whole where some policy of the role
 * has it in `member_level`, else masked where some policy has it in `member_masking`, else denied.
 *
 * @throws ModelError a policy that says more than this matrix can show, such as a row filter
 */
export function readAccess({ name, file, line, definition }: ModelView): ViewAccess {
  const parsed = policiesSchema.safeParse(definition.access_policy ?? []);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = ["access_policy", ...(issue?.path ?? [])].join(".");
    const fix = "Use group, member_level, member_masking and row_level: { allow_all: true }.";
    throw new ModelError([{ file, line, member: name, message: `${where}: ${issue?.message}.`, fix }]);
  }
  return (member, role) => {
    const own = parsed.data.filter(({ group, groups = [] }) => group === role || groups.includes(role));
    if (own.some(({ member_level = {} }) => holds(member_level, member))) return "rows";
    return own.some(({ member_masking }) => member_masking && holds(member_masking, member)) ? "masked" : "denied";
  };
}

function holds({ includes = "*", excludes = [] }: Level, member: string): boolean {
  const named = (list: z.infer<typeof names>) => list === "*" || list.includes(member);
  return named(includes) && !named(excludes);
}
