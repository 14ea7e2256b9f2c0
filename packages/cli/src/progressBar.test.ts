import { expect, it } from "vitest";
import { createProgressBar } from "./progressBar.ts";

function written(isTTY: boolean): { out: { isTTY: boolean; write(text: string): boolean }; text(): string } {
  let text = "";
  return {
    out: {
      isTTY,
      write(more) {
        text += more;
        return true;
      },
    },
    text: () => text,
  };
}

it("is drawn over itself on a terminal, and covers what was longer", () => {
  const { out, text } = written(true);
  const bar = createProgressBar(out);
  bar.show(0.5, "hubspot contacts: 1200 rows in");
  bar.show(1, "done");
  bar.end();
  expect(text()).toBe(
    `\r[############------------]  50 %  hubspot contacts: 1200 rows in\r[########################] 100 %  done${" ".repeat(26)}\n`,
  );
});

it("is a line a tenth elsewhere, so that a log stays short", () => {
  const { out, text } = written(false);
  const bar = createProgressBar(out);
  for (let step = 0; step <= 100; step += 1) bar.show(step / 100, `${step}`);
  bar.end();
  expect(text().trimEnd().split("\n")).toHaveLength(11);
});

it("says once what has no known end", () => {
  const { out, text } = written(false);
  const bar = createProgressBar(out);
  bar.show(null, "ga4: 100 rows in");
  bar.show(null, "ga4: 200 rows in");
  bar.end();
  expect(text()).toBe("ga4: 100 rows in\n");
});
