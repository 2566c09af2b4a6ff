import type { Tenant, TenantStore } from "../../src/tenant.js";

export class MemoryStore implements TenantStore {
  readonly #tenants: Map<string, Tenant>;

  constructor(tenants: Tenant[]) {
    this.#tenants = new Map(tenants.map((tenant) => [tenant.externalId, tenant]));
  }

  async find(externalId: string): Promise<Tenant | undefined> {
    return this.#tenants.get(externalId);
  }

  async saveMigrationsRan(externalId: string, migrationsRan: number): Promise<void> {
    const tenant = this.#tenants.get(externalId);
    if (tenant) this.#tenants.set(externalId, { ...tenant, migrationsRan });
  }
}
