import { type CheckedTenant, checkTenantConnection } from "./check.js";
import type { Connection } from "./connection.js";
import { applyMissingMigrations, type Migration } from "./migrations.js";
import type { Registry } from "./registry.js";
import { failure, type Result, type Tenant, type TenantStore } from "./tenant.js";

export interface Services {
  store: TenantStore;
  registry: Registry;
  migrations: Migration[];
}

// What is known about a tenant grows from step to step.
export interface Started {
  tenantId: string;
  services: Services;
}
export type Found = Started & { tenant: Tenant | undefined };
export type Checked = Started & CheckedTenant;

export async function getTenant(run: Started): Promise<Result<Found>> {
  try {
    const tenant = await run.services.store.find(run.tenantId);
    return { ok: true, ...run, tenant };
  } catch (cause) {
    return failure("store_unavailable", "the tenant could not be read", cause);
  }
}

export async function checkConnection(run: Found): Promise<Result<Checked>> {
  const checked = await checkTenantConnection(run.tenant);
  return checked.ok ? { ...run, ...checked } : checked;
}

export async function reconcileMigrations(run: Checked): Promise<Result<Checked>> {
  const { connection, services, tenant } = run;
  const applied = await applyMissingMigrations(connection, services.migrations, run.migrationsRan);
  if (!applied.ok) return applied;

  const { migrationsRan } = applied;
  if (migrationsRan !== tenant.migrationsRan) {
    try {
      await services.store.saveMigrationsRan(tenant.externalId, migrationsRan);
    } catch (cause) {
      return failure("store_unavailable", "the migrations could not be recorded", cause);
    }
  }
  return { ok: true, ...run, migrationsRan };
}

export function registerProcess(run: Checked): Result<{ connection: Connection }> {
  return run.services.registry.register(run.tenantId, run.connection);
}
