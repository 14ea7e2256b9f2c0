/** Tenants are written into statements and file names that other warehouses read. */
const TENANT = /^[\w.@-]{1,200}$/;

/** Whether a tenant can be written to another warehouse. */
export function isTenantName(tenant: string): boolean {
  return TENANT.test(tenant);
}
