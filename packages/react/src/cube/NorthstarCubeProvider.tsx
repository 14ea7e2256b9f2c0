"use client";
import { CubeApi } from "@cubejs-client/core";
import { CubeProvider } from "@cubejs-client/react";
import { type ReactNode, useMemo } from "react";
import { useNorthstarContext } from "../provider/context.ts";
import { createCubeTransport } from "./cubeTransport.ts";

/** Lets `useCubeQuery` and the other hooks of `@cubejs-client/react` work inside a `NorthstarProvider`, with its token and its batches. */
export function NorthstarCubeProvider({ children }: NorthstarCubeProviderProps) {
  const { client } = useNorthstarContext();
  const cubeApi = useMemo(
    () => new CubeApi({ apiUrl: client.apiUrl, transport: createCubeTransport(client) }),
    [client],
  );
  return <CubeProvider cubeApi={cubeApi}>{children}</CubeProvider>;
}

export interface NorthstarCubeProviderProps {
  children?: ReactNode;
}
