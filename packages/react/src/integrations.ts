"use client";
export { IntegrationsAdmin, type IntegrationsAdminProps } from "./integrations/IntegrationsAdmin.tsx";
