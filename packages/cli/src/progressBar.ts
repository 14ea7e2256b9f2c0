/** Where a long task has come to, drawn over itself on a terminal and as a line a tenth elsewhere. */
export interface ProgressBar {
  /** @param share 0 to 1; null where it isn't known */
  show(share: number | null, text: string): void;
  /** Leaves the last state on a line of its own. */
  end(): void;
}

const CELLS = 24;

export function createProgressBar(out: Pick<NodeJS.WriteStream, "write" | "isTTY">): ProgressBar {
  let drawn = "";
  let tenths = -1;
  return {
    show(share, text) {
      const line = `${share === null ? "" : `${barOf(share)} ${`${Math.floor(share * 100)}`.padStart(3)} %  `}${text}`;
      if (line === drawn) return;
      if (out.isTTY) out.write(`\r${line.padEnd(drawn.length)}`);
      else if (share === null ? drawn === "" : Math.floor(share * 10) > tenths) out.write(`${line}\n`);
      if (share !== null) tenths = Math.floor(share * 10);
      drawn = line;
    },
    end() {
      if (out.isTTY && drawn !== "") out.write("\n");
    },
  };
}

function barOf(share: number): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * CELLS);
  return `[${"#".repeat(full)}${"-".repeat(CELLS - full)}]`;
}
