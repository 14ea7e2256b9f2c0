/** A target that isn't connected to. The message is for the operator and holds no address. */
export class TargetRefused extends Error {
  override readonly name = "TargetRefused";
}
