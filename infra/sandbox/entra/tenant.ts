import type { World } from '../world.ts';

/** `common` and `organizations` are not tenants one can get an app token from. */
export function isTenant(world: World, tenant: string): boolean {
  return tenant.toLowerCase() === world.tenantId.toLowerCase() || tenant.toLowerCase() === 'contoso.com';
}

/** A name that could not be any tenant's is refused with another code than a tenant that is not there. */
export const couldBeTenant = (tenant: string): boolean =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(tenant) ||
  /^[^.]+(\.[^.]+)+$/.test(tenant) ||
  ['common', 'organizations', 'consumers'].includes(tenant.toLowerCase());
