import type { Claims } from "../claims.ts";
import type { RestatedKpi } from "./changedSince.ts";
import type { PackKind, PackPeriod, PackRequest, PackSnapshot } from "./types.ts";

/** A pack in a list. */
export interface PackSummary {
  id: string;
  period: PackPeriod;
  /** Chosen values that it was made with. */
  values: Readonly<Record<string, readonly string[]>>;
  /** ISO. */
  madeAt: string;
  madeBy: string;
  /** Roles that it was made under. */
  roles: readonly string[];
}

export interface PackNarrative {
  /** Raised with each change; 0 is the draft that came with the pack. */
  version: number;
  text: string;
  /** ISO. */
  changedAt: string;
  changedBy: string;
}

/** A remark of somebody on a pack, or on a KPI in it. */
export interface PackComment {
  id: string;
  /** Null for the pack as a whole. */
  kpi: string | null;
  text: string;
  /** ISO. */
  at: string;
  by: string;
}

/** Something to do. It goes into every later pack of its kind until it is closed. */
export interface PackAction {
  id: string;
  text: string;
  owner: string;
  /** ISO date; null for none. */
  due: string | null;
  /** Name of the period whose review it came up in. */
  openedIn: string;
  openedBy: string;
  /** Name of the period whose review closed it; null while it is open. */
  closedIn: string | null;
}

/** A pack as its reader may see it. */
export interface Pack extends PackSummary {
  snapshot: PackSnapshot;
  narrative: PackNarrative;
  comments: readonly PackComment[];
  actions: readonly PackAction[];
  /** KPIs of it that the reader's role doesn't see. */
  hidden: number;
  /** Whether the reader may write into it. */
  mayWrite: boolean;
}

/** What can't be done, and why. */
export interface ReportRefusal {
  refused: "changed" | "invalid" | "closed";
  message: string;
  fields?: readonly { path: string; message: string }[] | undefined;
}

/** Reviews of one tenant. What a reader may not see is answered as if it weren't there. */
export interface ReportsPort {
  readonly tenant: string;
  /** Those that the reader may open, the latest first. */
  list(claims: Claims, kind: PackKind | null): Promise<readonly PackSummary[]>;
  /** Those of them whose part for the reader has the KPI. @param names its id and those that it had before */
  showing(claims: Claims, names: readonly string[]): Promise<readonly PackSummary[]>;
  /** Asks all numbers of a closed period, as the reader sees them, and keeps them. @throws CoreError `invalid_period` */
  make(claims: Claims, request: PackRequest): Promise<Pack>;
  /** Null where there is none for this reader. */
  open(claims: Claims, id: string): Promise<Pack | null>;
  /** What of it is another number now. */
  changedSince(claims: Claims, id: string): Promise<readonly RestatedKpi[] | null>;
  write(claims: Claims, id: string, text: string, basedOn: number): Promise<PackNarrative | ReportRefusal | null>;
  comment(
    claims: Claims,
    id: string,
    comment: Pick<PackComment, "kpi" | "text">,
  ): Promise<PackComment | ReportRefusal | null>;
  addAction(
    claims: Claims,
    id: string,
    action: Pick<PackAction, "text" | "owner" | "due">,
  ): Promise<PackAction | ReportRefusal | null>;
  /** Closes it in this pack's period. */
  closeAction(claims: Claims, id: string, action: string): Promise<PackAction | ReportRefusal | null>;
}
