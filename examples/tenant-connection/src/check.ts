import { Connection } from "./connection.js";
import { failure, type Result, type Tenant } from "./tenant.js";

export interface CheckedTenant {
  tenant: Tenant;
  connection: Connection;
  migrationsRan: number;
}

/**
 * Opens a connection to the tenant's database and makes sure the database can
 * take the tenant. The connection is left open only when the answer is `ok`.
 */
export async function checkTenantConnection(tenant: Tenant | undefined): Promise<Result<CheckedTenant>> {
  if (tenant === undefined) {
    return failure("tenant_not_found", "there is no such tenant");
  }
  if (!Number.isInteger(tenant.poolSize) || tenant.poolSize < 1) {
    return failure("invalid_pool_size", `a pool of ${tenant.poolSize} makes no sense`);
  }

  const connection = new Connection(tenant.database);
  let database: DatabaseState;
  try {
    await connection.connect();
    database = await inspect(connection);
  } catch (cause) {
    await connection.end();
    return failure("database_unavailable", "the database could not be checked", cause);
  }

  if (database.availableConnections <= tenant.poolSize) {
    await connection.end();
    return failure("too_few_connections", `the database has too few connections left for a pool of ${tenant.poolSize}`);
  }

  return { ok: true, tenant, connection, migrationsRan: database.migrationsRan };
}

interface DatabaseState {
  availableConnections: number;
  migrationsRan: number;
}

// Processes of the server itself, such as the checkpointer, have no database
// and take no connection. Ours is one of those the tenant will use.
const DATABASE_STATE = `
  select
    current_setting('max_connections')::int
      - current_setting('superuser_reserved_connections')::int
      - (
        select count(*)::int from pg_stat_activity
        where datname is not null and pid <> pg_backend_pid()
      ) as available,
    to_regclass('realtime.schema_migrations') is not null as migrated
`;

const MIGRATIONS_RAN = "select count(*)::int as count from realtime.schema_migrations";

async function inspect(connection: Connection): Promise<DatabaseState> {
  const state = await connection.query(DATABASE_STATE);
  const { available, migrated } = state.rows[0];
  if (!migrated) {
    return { availableConnections: available, migrationsRan: 0 };
  }

  const migrations = await connection.query(MIGRATIONS_RAN);
  return { availableConnections: available, migrationsRan: migrations.rows[0].count };
}
