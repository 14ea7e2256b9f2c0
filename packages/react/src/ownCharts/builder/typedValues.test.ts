import { expect, test } from "vitest";
import { typedValues } from "./typedValues.ts";

test.each([
  ["CO, MX", [], ["CO", "MX"]],
  ["CO, ", [], ["CO", ""]],
  ["Bogotá, D. C., Cali", ["Bogotá, D. C."], ["Bogotá, D. C.", "Cali"]],
  ["Bogotá, D. C.", [], ["Bogotá", "D. C."]],
  ["A, $&, B", ["A, $&"], ["A, $&", "B"]],
])("%s after %j is %j", (text, before, values) => {
  expect(typedValues(text, before)).toEqual(values);
});
