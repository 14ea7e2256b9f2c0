"use client";
export { LinkedView, type LinkedViewProps } from "./links/LinkedView.tsx";
export { ShareLink, type ShareLinkProps } from "./links/ShareLink.tsx";
