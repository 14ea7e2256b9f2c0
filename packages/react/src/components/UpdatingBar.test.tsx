import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createServer, wrap } from "../testing/hookHarness.tsx";
import { UpdatingBar } from "./UpdatingBar.tsx";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

it("comes when a number has been on its way for 400 ms", async () => {
  render(<UpdatingBar />, { wrapper: wrap(createServer()) });
  await act(() => vi.advanceTimersByTimeAsync(399));
  expect(screen.queryByText("Actualizando")).toBeNull();
  await act(() => vi.advanceTimersByTimeAsync(1));
  expect(screen.getByText("Actualizando")).toBeTruthy();
});
