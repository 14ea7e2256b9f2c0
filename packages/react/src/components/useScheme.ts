import { type RefObject, useState } from "react";
import type { Theme } from "../provider/context.ts";
import { useBrowserLayoutEffect } from "./useBrowserLayoutEffect.ts";

export type Scheme = "light" | "dark";

/** Light or dark for a theme. `auto` and `contrast` follow the `color-scheme` of the page around the element, as it changes. */
export function useScheme(element: RefObject<HTMLElement | null>, theme: Theme): Scheme {
  const [detected, setDetected] = useState<Scheme>("light");
  const isFixed = theme === "light" || theme === "dark";

  useBrowserLayoutEffect(() => {
    const host = element.current?.parentElement;
    if (isFixed || !host) return;
    const system = matchMedia("(prefers-color-scheme: dark)");
    const detect = () => setDetected(schemeOf(getComputedStyle(host).colorScheme, system.matches));
    detect();
    system.addEventListener("change", detect);
    // Hosts switch themes by an attribute or a style of the root or the body.
    const observer = new MutationObserver(detect);
    for (const target of [document.documentElement, document.body]) observer.observe(target, { attributes: true });
    return () => {
      system.removeEventListener("change", detect);
      observer.disconnect();
    };
  }, [element, isFixed]);

  return isFixed ? theme : detected;
}

/** `color-scheme` as computed: `normal`, `light`, `dark`, `light dark`, each with or without `only`. */
function schemeOf(colorScheme: string, isSystemDark: boolean): Scheme {
  const words = colorScheme.split(/\s+/);
  if (!words.includes("dark")) return "light";
  return words.includes("light") ? (isSystemDark ? "dark" : "light") : "dark";
}
