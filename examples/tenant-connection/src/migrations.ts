import type { Connection } from "./connection.js";
import { failure, type Result } from "./tenant.js";

export interface Migration {
  version: number;
  sql: string;
}

const CREATE_MIGRATIONS_TABLE = `
  create schema if not exists realtime;
  create table if not exists realtime.schema_migrations (
    version bigint primary key,
    inserted_at timestamptz not null default now()
  );
`;

/** Runs the migrations the database has not seen yet: all of them, or none. */
export async function applyMissingMigrations(
  connection: Connection,
  migrations: Migration[],
  migrationsRan: number,
): Promise<Result<{ migrationsRan: number }>> {
  const missing = migrations.slice(migrationsRan);

  try {
    await connection.query("begin");
    await connection.query(CREATE_MIGRATIONS_TABLE);
    for (const { version, sql } of missing) {
      await connection.query(sql);
      await connection.query("insert into realtime.schema_migrations (version) values ($1)", [version]);
    }
    await connection.query("commit");
  } catch (cause) {
    const outcome = await connection
      .query("rollback")
      .then(() => "they were rolled back")
      .catch((error: Error) => `no rollback: ${error.message}`);
    return failure("migrations_failed", `the migrations failed, ${outcome}`, cause);
  }

  return { ok: true, migrationsRan: migrationsRan + missing.length };
}
