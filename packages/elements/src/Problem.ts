/** Why an element can't show what it is for. */
export type Problem =
  | { kind: "no_provider" }
  /** An attribute without which there is nothing to do. */
  | { kind: "missing"; element: string; detail: string }
  /** An attribute with a text that isn't what it should be. */
  | { kind: "unreadable"; element: string; detail: string }
  /** An exception of a component. */
  | { kind: "failed" };
