export { defineElements } from "./defineElements.ts";
export type { NorthstarElementAttributes, NorthstarElements } from "./elementTypes.ts";
export { NorthstarProviderElement, type NorthstarProviderProperties } from "./NorthstarProviderElement.ts";
export type { NorthstarErrorDetail, NorthstarFiltersChangeDetail, NorthstarSelectDetail } from "./ProviderHub.tsx";
