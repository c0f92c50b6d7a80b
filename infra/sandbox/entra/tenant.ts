import type { World } from '../world.ts';

/** `common` and `organizations` are not tenants one can get an app token from. */
export function isTenant(world: World, tenant: string): boolean {
  return tenant.toLowerCase() === world.tenantId.toLowerCase() || tenant.toLowerCase() === 'contoso.com';
}
