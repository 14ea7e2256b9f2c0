import { expect, it } from "vitest";
import { closest } from "./closest.ts";

const NAMES = ["hubspot", "sendgrid", "segment", "ga4"];

it.each([
  ["hubspott", "hubspot"],
  ["hbuspot", "hubspot"],
  ["SendGrid", "sendgrid"],
  ["sendgird", "sendgrid"],
  ["ga3", "ga4"],
])("%s is meant as %s", (word, meant) => {
  expect(closest(word, NAMES)).toBe(meant);
});

it.each(["", "salesforce", "g", "spot"])("%j is like none", (word) => {
  expect(closest(word, NAMES)).toBeNull();
});
