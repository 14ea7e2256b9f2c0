import { defineElements } from "./defineElements.ts";

export * from "./index.ts";

// A server has no elements; its pages get them in the browser.
if (typeof customElements !== "undefined") defineElements();
