/** A column of the answer is a member that this reader may not see. The wording is Cube's: clients match on it. */
export class HiddenMemberError extends Error {
  override name = "HiddenMemberError";
  readonly member: string;

  constructor(member: string) {
    super(
      `You requested hidden member: '${member}'. Please make it visible using \`public: true\`. ` +
        "Please note primaryKey fields are `public: false` by default: " +
        "https://docs.cube.dev/reference/data-modeling/joins#setting-a-primary-key.",
    );
    this.member = member;
  }
}

/** The rows and the query don't fit together. */
export class ResultShapeError extends Error {
  override name = "ResultShapeError";
}
