import { expect, test } from "vitest";
import { missingSettings } from "./missingSettings.ts";

const token = { settings: [], secrets: ["TOKEN"] };
const app = { settings: ["APP_ID"], secrets: ["APP_SECRET"] };

test.each([
  ["nothing is needed", { settings: [], secrets: [] }, [], []],
  ["all is there", { settings: ["A"], secrets: ["B"] }, ["A", "B"], []],
  ["some is missing", { settings: ["A", "C"], secrets: ["B", "A"] }, ["A"], [["B", "C"]]],
  ["one way is whole", { settings: ["A"], secrets: [], oneOf: [token, app] }, ["A", "APP_ID", "APP_SECRET"], []],
  [
    "no way is whole",
    { settings: ["A"], secrets: [], oneOf: [token, app] },
    ["APP_ID"],
    [
      ["A", "TOKEN"],
      ["A", "APP_SECRET"],
    ],
  ],
])("%s", (_, connector, set, expected) => {
  expect(missingSettings(connector, (name) => set.includes(name))).toEqual(expected);
});
