import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { itemHandlers } from "./itemHandlers.ts";

let root: Root;
let page: HTMLElement;

beforeEach(() => {
  page = document.body.appendChild(document.createElement("div"));
  root = createRoot(page);
});

afterEach(() => {
  act(() => root.unmount());
  page.remove();
});

function show(choice: Parameters<typeof itemHandlers>[0]): HTMLButtonElement {
  act(() => root.render(<button type="button" {...itemHandlers(choice)} />));
  return page.querySelector("button")!;
}

const press = (button: HTMLElement, key: string) => {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  act(() => void button.dispatchEvent(event));
  return event.defaultPrevented;
};
const click = (button: HTMLElement, detail: number) =>
  act(() => void button.dispatchEvent(new MouseEvent("click", { detail, bubbles: true })));
const doubleClick = (button: HTMLElement) =>
  act(() => void button.dispatchEvent(new MouseEvent("dblclick", { bubbles: true })));

describe("itemHandlers", () => {
  it("leaves Enter on what isn't chosen to the button, whose click chooses", () => {
    const [toggle, drill] = [vi.fn(), vi.fn()];
    const button = show({ isSelected: false, toggle, drill });
    expect(press(button, "Enter")).toBe(false);
    click(button, 0);
    expect(toggle).toHaveBeenCalledOnce();
    expect(drill).not.toHaveBeenCalled();
  });

  it("drills with Enter on the chosen one, and takes back with Escape or Space", () => {
    const [toggle, drill] = [vi.fn(), vi.fn()];
    const button = show({ isSelected: true, toggle, drill });
    expect(press(button, "Enter")).toBe(true);
    expect([drill, toggle].map((one) => one.mock.calls.length)).toEqual([1, 0]);
    expect(press(button, "Escape")).toBe(true);
    // Space is a click that no pointer made.
    click(button, 0);
    expect(toggle).toHaveBeenCalledTimes(2);
  });

  it("drills with a double click, whose second click doesn't take back what the first chose", () => {
    const [toggle, drill] = [vi.fn(), vi.fn()];
    click(show({ isSelected: false, toggle, drill }), 1);
    const button = show({ isSelected: true, toggle, drill });
    click(button, 2);
    doubleClick(button);
    expect([toggle, drill].map((one) => one.mock.calls.length)).toEqual([1, 1]);
    click(button, 1);
    expect(toggle).toHaveBeenCalledTimes(2);
  });

  it("drills with Enter and a reader's click where nothing can be chosen, not with a pointer's single click", () => {
    const drill = vi.fn();
    const button = show({ isSelected: false, drill });
    press(button, "Enter");
    click(button, 0);
    expect(drill).toHaveBeenCalledTimes(2);
    click(button, 1);
    expect(press(button, "Escape")).toBe(false);
    expect(drill).toHaveBeenCalledTimes(2);
  });

  it("takes back with a quick second click where nothing can be drilled into", () => {
    const toggle = vi.fn();
    click(show({ isSelected: true, toggle }), 2);
    expect(toggle).toHaveBeenCalledOnce();
  });
});
