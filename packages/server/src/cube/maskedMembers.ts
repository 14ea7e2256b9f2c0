/** What a view's policy grants to a group, as Cube compiles it; names are fully qualified. */
interface Policy {
  memberLevel?: MemberList;
  memberMasking?: MemberList;
  rowLevel?: { allowAll?: boolean };
}

interface MemberList {
  includesMembers: readonly string[];
  excludesMembers: readonly string[];
}

interface PolicedCube {
  name: string;
  accessPolicy?: unknown;
}

/** The part of Cube's compiler that knows policies. */
interface PolicyCompiler<Context> {
  getCompilers(): Promise<{ cubeEvaluator: { cubeNames(): string[]; cubeFromPath(name: string): PolicedCube } }>;
  getApplicablePolicies(cube: PolicedCube, context: Context, compilers: unknown): Promise<readonly Policy[]>;
}

/**
 * Members of which a reader sees a mask, as Cube decides it when it plans a query (`CompilerApi.applyRowLevelSecurity`): some policy
 * masks the member and none gives it whole for every row. `/meta` doesn't tell them from the others.
 */
export async function listMaskedMembers<Context>(
  compiler: PolicyCompiler<Context>,
  context: Context,
): Promise<ReadonlySet<string>> {
  const compilers = await compiler.getCompilers();
  const { cubeEvaluator } = compilers;
  const masked = new Set<string>();
  for (const name of cubeEvaluator.cubeNames()) {
    const cube = cubeEvaluator.cubeFromPath(name);
    if (cube.accessPolicy === undefined) continue;
    const policies = await compiler.getApplicablePolicies(cube, context, compilers);
    const whole = policies.filter(({ rowLevel }) => !rowLevel || rowLevel.allowAll === true);
    for (const member of policies.flatMap(({ memberMasking }) => memberMasking?.includesMembers ?? [])) {
      if (!policies.some(({ memberMasking }) => memberMasking && holds(memberMasking, member))) continue;
      if (!whole.some(({ memberLevel }) => !memberLevel || holds(memberLevel, member))) masked.add(member);
    }
  }
  return masked;
}

function holds({ includesMembers, excludesMembers }: MemberList, member: string): boolean {
  return includesMembers.includes(member) && !excludesMembers.includes(member);
}
