export interface DatabaseSettings {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
}

export interface Tenant {
  externalId: string;
  database: DatabaseSettings;
  /** How many connections the service will open to this tenant's database. */
  poolSize: number;
  /** How many migrations had run when the tenant was last connected. */
  migrationsRan: number;
}

/** Where the tenants are kept. */
export interface TenantStore {
  find(externalId: string): Promise<Tenant | undefined>;
  saveMigrationsRan(externalId: string, migrationsRan: number): Promise<void>;
}

export type ErrorCode =
  | "tenant_not_found"
  | "invalid_pool_size"
  | "database_unavailable"
  | "too_few_connections"
  | "migrations_failed"
  | "store_unavailable"
  | "connection_lost"
  | "already_registered"
  | "connect_in_progress";

export interface Failure {
  ok: false;
  error: { code: ErrorCode; message: string; cause?: unknown };
}

/** What every step gives back: a plain value, whether it went well or not. */
export type Result<T> = ({ ok: true } & T) | Failure;

export function failure(code: ErrorCode, message: string, cause?: unknown): Failure {
  return { ok: false, error: { code, message, cause } };
}
