import type { AppState, StateDatabase } from "../../state/AppState.ts";

/** What the parts of the store share. */
export interface StoreParts {
  state: AppState;
  db: StateDatabase;
  tenant: string;
  /** Tells this process and the others that something changed. */
  changed: () => Promise<void>;
}
