import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { checkTenantConnection } from "../../src/check.js";
import type { Connection } from "../../src/connection.js";
import { Connector } from "../../src/connector.js";
import { applyMissingMigrations, type Migration } from "../../src/migrations.js";
import { Registry } from "../../src/registry.js";
import type { Result, Tenant } from "../../src/tenant.js";
import { startDatabase, type TestDatabase } from "../support/database.js";
import { WireProxy } from "../support/proxy.js";
import { MemoryStore } from "../support/store.js";

const CREATE_FIRST: Migration = { version: 1, sql: "create table realtime.first (id int)" };
const CREATE_SECOND: Migration = { version: 2, sql: "create table realtime.second (id int)" };
const BROKEN: Migration = { version: 2, sql: "select 1 / 0" };

const LOST = expect.objectContaining({ message: "Connection terminated unexpectedly" });

let database: TestDatabase;
let proxy: WireProxy;

beforeAll(async () => {
  database = await startDatabase();
});

afterAll(() => database?.stop());

beforeEach(async () => {
  await database.admin.query("drop schema if exists realtime cascade");
  proxy = await WireProxy.start(database.settings.host, database.settings.port);
});

afterEach(() => proxy.stop());

function tenant(changes: Partial<Tenant> = {}): Tenant {
  return {
    externalId: "acme",
    database: { ...database.settings, host: "127.0.0.1", port: proxy.port },
    poolSize: 5,
    migrationsRan: 0,
    ...changes,
  };
}

/** What is in the schema, as somebody else sees it. */
async function tables(): Promise<string[]> {
  const { rows } = await database.admin.query(
    "select tablename from pg_tables where schemaname = 'realtime' order by tablename",
  );
  return rows.map((row) => row.tablename);
}

/** The result without its failure: the test ends here if there is one. */
function succeeded<T>(result: Result<T>): { ok: true } & T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result;
}

function ended(connection: Connection): Promise<void> {
  return new Promise((resolve) => connection.once("end", resolve));
}

describe("checking the connection", () => {
  test("hands over an open connection to a database without migrations", async () => {
    const acme = tenant();
    const result = succeeded(await checkTenantConnection(acme));

    expect(result).toEqual({
      ok: true,
      tenant: acme,
      connection: result.connection,
      migrationsRan: 0,
    });
    expect((await result.connection.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    expect(proxy.open).toBe(1);
  });

  test("counts the migrations that have run", async () => {
    await database.admin.query(`
      create schema realtime;
      create table realtime.schema_migrations (version bigint);
      insert into realtime.schema_migrations values (1), (2), (3);
    `);

    expect(await checkTenantConnection(tenant())).toMatchObject({ ok: true, migrationsRan: 3 });
  });

  test("refuses a missing tenant", async () => {
    expect(await checkTenantConnection(undefined)).toEqual({
      ok: false,
      error: { code: "tenant_not_found", message: "there is no such tenant" },
    });
  });

  test.each([0, -1, 2.5])("refuses a pool of %s without connecting", async (poolSize) => {
    expect(await checkTenantConnection(tenant({ poolSize }))).toEqual({
      ok: false,
      error: { code: "invalid_pool_size", message: `a pool of ${poolSize} makes no sense` },
    });
    expect(proxy.accepted).toBe(0);
  });

  test("reports a database that refuses the connection", async () => {
    const nobodyListensHere = { ...database.settings, host: "127.0.0.1", port: 1 };

    expect(await checkTenantConnection(tenant({ database: nobodyListensHere }))).toEqual({
      ok: false,
      error: {
        code: "database_unavailable",
        message: "the database could not be checked",
        cause: expect.objectContaining({ code: "ECONNREFUSED" }),
      },
    });
  });

  test("reports a connection that is lost before the database answers", async () => {
    proxy.cutAt("pg_stat_activity");

    expect(await checkTenantConnection(tenant())).toEqual({
      ok: false,
      error: {
        code: "database_unavailable",
        message: "the database could not be checked",
        cause: LOST,
      },
    });
    expect(proxy.accepted).toBe(1);
    expect(proxy.open).toBe(0);
  });

  test("reports a query that the database refuses, and closes the connection", async () => {
    await database.admin.query(`
      create schema realtime;
      create materialized view realtime.schema_migrations as select 1 with no data;
    `);

    expect(await checkTenantConnection(tenant())).toEqual({
      ok: false,
      error: {
        code: "database_unavailable",
        message: "the database could not be checked",
        cause: expect.objectContaining({
          message: 'materialized view "schema_migrations" has not been populated',
        }),
      },
    });
    expect(proxy.open).toBe(0);
  });

  test("refuses a database with too few connections, and closes the connection", async () => {
    expect(await checkTenantConnection(tenant({ poolSize: 1_000_000 }))).toEqual({
      ok: false,
      error: {
        code: "too_few_connections",
        message: "the database has too few connections left for a pool of 1000000",
      },
    });
    expect(proxy.accepted).toBe(1);
    expect(proxy.open).toBe(0);
  });
});

describe("applying missing migrations", () => {
  test("rolls all of them back when one fails, and leaves the connection usable", async () => {
    const { connection } = succeeded(await checkTenantConnection(tenant()));

    expect(await applyMissingMigrations(connection, [CREATE_FIRST, BROKEN], 0)).toEqual({
      ok: false,
      error: {
        code: "migrations_failed",
        message: "the migrations failed, they were rolled back",
        cause: expect.objectContaining({ message: "division by zero" }),
      },
    });
    expect((await connection.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    expect(await tables()).toEqual([]);
  });

  test("reports a commit that the database refuses", async () => {
    const { connection } = succeeded(await checkTenantConnection(tenant()));
    const duplicates = {
      version: 1,
      sql: `
        create table realtime.first (id int unique deferrable initially deferred);
        insert into realtime.first values (1), (1);
      `,
    };

    expect(await applyMissingMigrations(connection, [duplicates], 0)).toEqual({
      ok: false,
      error: {
        code: "migrations_failed",
        message: "the migrations failed, they were rolled back",
        cause: expect.objectContaining({
          message: 'duplicate key value violates unique constraint "first_id_key"',
        }),
      },
    });
    expect(await tables()).toEqual([]);
  });
});

describe("the registry", () => {
  test("refuses a connection that has been lost", async () => {
    const registry = new Registry();
    const { connection } = succeeded(await checkTenantConnection(tenant()));
    const end = ended(connection);
    proxy.cut();
    await end;

    expect(registry.register("acme", connection)).toEqual({
      ok: false,
      error: { code: "connection_lost", message: "the connection was lost", cause: LOST },
    });
    expect(registry.lookup("acme")).toBeUndefined();
  });

  test("forgets a connection that is lost later", async () => {
    const registry = new Registry();
    const { connection } = succeeded(await checkTenantConnection(tenant()));
    succeeded(registry.register("acme", connection));
    expect(registry.lookup("acme")).toBe(connection);

    const end = ended(connection);
    proxy.cut();
    await end;

    expect(registry.lookup("acme")).toBeUndefined();
  });
});

describe("connecting a tenant", () => {
  let store: MemoryStore;
  let registry: Registry;

  beforeEach(() => {
    store = new MemoryStore([
      tenant(),
      tenant({ externalId: "globex" }),
      tenant({ externalId: "greedy", poolSize: 1_000_000 }),
    ]);
    registry = new Registry();
  });

  function connectorWith(...migrations: Migration[]): Connector {
    return new Connector({ store, registry, migrations });
  }

  test("migrates the database, records it and registers the connection", async () => {
    const result = succeeded(await connectorWith(CREATE_FIRST, CREATE_SECOND).connect("acme"));

    expect(result).toEqual({ ok: true, connection: registry.lookup("acme") });
    expect(await tables()).toEqual(["first", "schema_migrations", "second"]);
    expect(await store.find("acme")).toMatchObject({ migrationsRan: 2 });
    expect(proxy.open).toBe(1);
  });

  test("applies only what is missing", async () => {
    const first = succeeded(await connectorWith(CREATE_FIRST).connect("acme"));
    await first.connection.end();

    succeeded(await connectorWith(CREATE_FIRST, CREATE_SECOND).connect("acme"));

    expect(await tables()).toEqual(["first", "schema_migrations", "second"]);
    expect(await store.find("acme")).toMatchObject({ migrationsRan: 2 });
  });

  test("stops when the store cannot be read", async () => {
    const cause = new Error("the store is down");
    store.find = () => Promise.reject(cause);

    expect(await connectorWith().connect("acme")).toEqual({
      ok: false,
      error: { code: "store_unavailable", message: "the tenant could not be read", cause },
    });
    expect(proxy.accepted).toBe(0);
  });

  test("stops when nobody knows the tenant", async () => {
    expect(await connectorWith().connect("initech")).toEqual({
      ok: false,
      error: { code: "tenant_not_found", message: "there is no such tenant" },
    });
    expect(proxy.accepted).toBe(0);
  });

  test("stops when the check fails", async () => {
    expect(await connectorWith(CREATE_FIRST).connect("greedy")).toEqual({
      ok: false,
      error: {
        code: "too_few_connections",
        message: "the database has too few connections left for a pool of 1000000",
      },
    });
    expect(await tables()).toEqual([]);
    expect(registry.lookup("greedy")).toBeUndefined();
    expect(proxy.open).toBe(0);
  });

  test("leaves nothing behind when a migration fails", async () => {
    expect(await connectorWith(CREATE_FIRST, BROKEN).connect("acme")).toEqual({
      ok: false,
      error: {
        code: "migrations_failed",
        message: "the migrations failed, they were rolled back",
        cause: expect.objectContaining({ message: "division by zero" }),
      },
    });
    expect(await tables()).toEqual([]);
    expect(await store.find("acme")).toMatchObject({ migrationsRan: 0 });
    expect(registry.lookup("acme")).toBeUndefined();
    expect(proxy.open).toBe(0);
  });

  test("leaves nothing behind when the connection is lost in mid-transaction", async () => {
    proxy.cutAt(CREATE_SECOND.sql);

    expect(await connectorWith(CREATE_FIRST, CREATE_SECOND).connect("acme")).toEqual({
      ok: false,
      error: {
        code: "migrations_failed",
        message:
          "the migrations failed, no rollback: " + "Client has encountered a connection error and is not queryable",
        cause: LOST,
      },
    });
    expect(await tables()).toEqual([]);
    expect(await store.find("acme")).toMatchObject({ migrationsRan: 0 });
    expect(registry.lookup("acme")).toBeUndefined();
    expect(proxy.open).toBe(0);
  });

  test("closes the connection when the migrations cannot be recorded", async () => {
    const cause = new Error("the store is read-only");
    store.saveMigrationsRan = () => Promise.reject(cause);

    expect(await connectorWith(CREATE_FIRST).connect("acme")).toEqual({
      ok: false,
      error: { code: "store_unavailable", message: "the migrations could not be recorded", cause },
    });
    expect(registry.lookup("acme")).toBeUndefined();
    expect(proxy.open).toBe(0);
  });

  test("closes the second connection of a tenant and keeps the first", async () => {
    const connector = connectorWith(CREATE_FIRST);
    const first = succeeded(await connector.connect("acme"));

    expect(await connector.connect("acme")).toEqual({
      ok: false,
      error: { code: "already_registered", message: "acme has a connection already" },
    });
    expect(registry.lookup("acme")).toBe(first.connection);
    expect(proxy.accepted).toBe(2);
    expect(proxy.open).toBe(1);
    expect((await first.connection.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  });

  test("cleans up after an error that nobody expected, and lets the tenant try again", async () => {
    const connector = connectorWith(CREATE_FIRST);
    const register = registry.register;
    registry.register = () => {
      throw new Error("a bug in the registry");
    };

    await expect(connector.connect("acme")).rejects.toThrow("a bug in the registry");
    expect(proxy.open).toBe(0);

    registry.register = register;
    expect(await connector.connect("acme")).toMatchObject({ ok: true });
  });

  test("refuses a second run while the first goes on, but not another tenant", async () => {
    const connector = connectorWith(CREATE_FIRST);
    const find = store.find.bind(store);
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    store.find = async (externalId) => {
      if (externalId === "acme") await released;
      return find(externalId);
    };

    const first = connector.connect("acme");
    const second = connector.connect("acme");
    const other = await connector.connect("globex");
    expect(other).toEqual({ ok: true, connection: registry.lookup("globex") });
    expect(registry.lookup("acme")).toBeUndefined();

    release();
    expect(await second).toEqual({
      ok: false,
      error: { code: "connect_in_progress", message: "acme is being connected already" },
    });
    expect(await first).toEqual({ ok: true, connection: registry.lookup("acme") });
    expect(proxy.accepted).toBe(2);
  });
});
