"use client";
export {
  ADOPTION_SECTIONS,
  type AdoptionSection,
  AdoptionView,
  type AdoptionViewProps,
} from "./adoption/AdoptionView.tsx";
