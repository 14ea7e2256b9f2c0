export { NorthstarCubeProvider, type NorthstarCubeProviderProps } from "./cube/NorthstarCubeProvider.tsx";
