"use client";
export { NorthstarCubeProvider, type NorthstarCubeProviderProps } from "./cube/NorthstarCubeProvider.tsx";
