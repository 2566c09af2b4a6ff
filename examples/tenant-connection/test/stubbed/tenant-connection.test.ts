import { beforeEach, describe, expect, test, vi } from "vitest";
import { checkTenantConnection } from "../../src/check.js";
import { Connection } from "../../src/connection.js";
import { Connector } from "../../src/connector.js";
import { applyMissingMigrations, type Migration } from "../../src/migrations.js";
import { Registry } from "../../src/registry.js";
import type { ErrorCode, Tenant } from "../../src/tenant.js";
import { MemoryStore } from "../support/store.js";

vi.mock("../../src/connection.js", () => ({ Connection: vi.fn() }));

const CREATE_FIRST: Migration = { version: 1, sql: "create table realtime.first (id int)" };
const CREATE_SECOND: Migration = { version: 2, sql: "create table realtime.second (id int)" };

const NOT_MIGRATED = { rows: [{ available: 90, migrated: false }] };
const NEARLY_FULL = { rows: [{ available: 5, migrated: false }] };

/** A connection without a database behind it: it gives the answers a test wants. */
function standIn() {
  const connection = {
    lost: undefined as Error | undefined,
    connect: vi.fn(async () => {}),
    query: vi.fn(async (_sql: string, _values?: unknown[]): Promise<{ rows: object[] }> => NOT_MIGRATED),
    end: vi.fn(async () => {}),
    once: vi.fn((_event: string, _listener: () => void) => {}),
  };
  return connection as unknown as typeof connection & Connection;
}

type StandIn = ReturnType<typeof standIn>;

/** Has `new Connection()` give this one, the next time. */
function nextConnection(connection: StandIn): StandIn {
  function construct() {
    return connection;
  }
  vi.mocked(Connection).mockImplementationOnce(construct);
  return connection;
}

/** Has the connection refuse some queries, and take all others. */
function refuse(connection: StandIn, refused: Record<string, Error>): void {
  connection.query.mockImplementation((sql) =>
    sql in refused ? Promise.reject(refused[sql]) : Promise.resolve(NOT_MIGRATED),
  );
}

function tenant(changes: Partial<Tenant> = {}): Tenant {
  return {
    externalId: "acme",
    database: { host: "db.example", port: 5432, user: "acme", password: "secret", database: "acme" },
    poolSize: 5,
    migrationsRan: 0,
    ...changes,
  };
}

function failed(code: ErrorCode, message: string, cause?: Error) {
  return { ok: false, error: { code, message, cause } };
}

let connection: StandIn;
let registry: Registry;

beforeEach(() => {
  vi.mocked(Connection).mockReset();
  registry = new Registry();
  connection = nextConnection(standIn());
});

test("a connection remembers how it was lost", async () => {
  const actual = await vi.importActual<typeof import("../../src/connection.js")>("../../src/connection.js");
  const unopened = new actual.Connection(tenant().database);
  const cause = new Error("terminated");

  unopened.emit("error", cause);

  expect(unopened.lost).toBe(cause);
});

describe("checking the connection", () => {
  test("hands over an open connection to a database without migrations", async () => {
    const acme = tenant();

    expect(await checkTenantConnection(acme)).toEqual({ ok: true, tenant: acme, connection, migrationsRan: 0 });
    expect(Connection).toHaveBeenCalledExactlyOnceWith(acme.database);
    expect(connection.connect).toHaveBeenCalledOnce();
    expect(connection.end).not.toHaveBeenCalled();
  });

  test("counts the migrations that have run", async () => {
    connection.query
      .mockResolvedValueOnce({ rows: [{ available: 90, migrated: true }] })
      .mockResolvedValueOnce({ rows: [{ count: 3 }] });

    expect(await checkTenantConnection(tenant())).toMatchObject({ ok: true, migrationsRan: 3 });
  });

  test("refuses a missing tenant", async () => {
    expect(await checkTenantConnection(undefined)).toEqual(failed("tenant_not_found", "there is no such tenant"));
  });

  test.each([0, -1, 2.5])("refuses a pool of %s without connecting", async (poolSize) => {
    expect(await checkTenantConnection(tenant({ poolSize }))).toEqual(
      failed("invalid_pool_size", `a pool of ${poolSize} makes no sense`),
    );
    expect(Connection).not.toHaveBeenCalled();
  });

  test.each(["connect", "query"] as const)("reports a %s that fails, and closes the connection", async (method) => {
    const cause = new Error("the database is down");
    connection[method].mockRejectedValue(cause);

    expect(await checkTenantConnection(tenant())).toEqual(
      failed("database_unavailable", "the database could not be checked", cause),
    );
    expect(connection.end).toHaveBeenCalledOnce();
  });

  test("refuses a database with too few connections, and closes the connection", async () => {
    connection.query.mockResolvedValue(NEARLY_FULL);

    expect(await checkTenantConnection(tenant())).toEqual(
      failed("too_few_connections", "the database has too few connections left for a pool of 5"),
    );
    expect(connection.end).toHaveBeenCalledOnce();
  });
});

describe("applying missing migrations", () => {
  test("runs what is missing in a transaction", async () => {
    const applied = await applyMissingMigrations(connection, [CREATE_FIRST, CREATE_SECOND], 1);

    expect(applied).toEqual({ ok: true, migrationsRan: 2 });
    expect(connection.query.mock.calls).toEqual([
      ["begin"],
      [expect.stringContaining("create table if not exists realtime.schema_migrations")],
      [CREATE_SECOND.sql],
      ["insert into realtime.schema_migrations (version) values ($1)", [2]],
      ["commit"],
    ]);
  });

  test.each([CREATE_FIRST.sql, "commit"])("rolls back when the database refuses '%s'", async (sql) => {
    const cause = new Error("refused");
    refuse(connection, { [sql]: cause });

    expect(await applyMissingMigrations(connection, [CREATE_FIRST], 0)).toEqual(
      failed("migrations_failed", "the migrations failed, they were rolled back", cause),
    );
    expect(connection.query).toHaveBeenLastCalledWith("rollback");
  });

  test("reports a rollback that fails too", async () => {
    const cause = new Error("connection lost");
    refuse(connection, { [CREATE_FIRST.sql]: cause, rollback: new Error("not queryable") });

    expect(await applyMissingMigrations(connection, [CREATE_FIRST], 0)).toEqual(
      failed("migrations_failed", "the migrations failed, no rollback: not queryable", cause),
    );
  });
});

describe("the registry", () => {
  test("refuses a connection that has been lost", () => {
    const cause = new Error("terminated");
    connection.lost = cause;

    expect(registry.register("acme", connection)).toEqual(failed("connection_lost", "the connection was lost", cause));
    expect(registry.lookup("acme")).toBeUndefined();
  });

  test("forgets a connection that ends", () => {
    registry.register("acme", connection);
    expect(connection.once).toHaveBeenCalledExactlyOnceWith("end", expect.any(Function));

    connection.once.mock.calls[0]?.[1]();

    expect(registry.lookup("acme")).toBeUndefined();
  });
});

describe("connecting a tenant", () => {
  let store: MemoryStore;
  let connector: Connector;

  beforeEach(() => {
    store = new MemoryStore([tenant(), tenant({ externalId: "globex" })]);
    connector = new Connector({ store, registry, migrations: [CREATE_FIRST] });
  });

  test("migrates the database, records it and registers the connection", async () => {
    const save = vi.spyOn(store, "saveMigrationsRan");

    expect(await connector.connect("acme")).toEqual({ ok: true, connection });
    expect(save).toHaveBeenCalledExactlyOnceWith("acme", 1);
    expect(registry.lookup("acme")).toBe(connection);
    expect(connection.end).not.toHaveBeenCalled();
  });

  test("stops when the store cannot be read", async () => {
    const cause = new Error("the store is down");
    vi.spyOn(store, "find").mockRejectedValue(cause);

    expect(await connector.connect("acme")).toEqual(failed("store_unavailable", "the tenant could not be read", cause));
    expect(Connection).not.toHaveBeenCalled();
  });

  test("stops when the check fails", async () => {
    connection.query.mockResolvedValue(NEARLY_FULL);

    expect(await connector.connect("acme")).toMatchObject({ ok: false, error: { code: "too_few_connections" } });
    expect(connection.query).not.toHaveBeenCalledWith("begin");
    expect(registry.lookup("acme")).toBeUndefined();
    expect(connection.end).toHaveBeenCalledOnce();
  });

  test("records nothing and closes the connection when a migration fails", async () => {
    const cause = new Error("syntax error");
    const save = vi.spyOn(store, "saveMigrationsRan");
    refuse(connection, { [CREATE_FIRST.sql]: cause });

    expect(await connector.connect("acme")).toMatchObject({ ok: false, error: { code: "migrations_failed", cause } });
    expect(save).not.toHaveBeenCalled();
    expect(registry.lookup("acme")).toBeUndefined();
    expect(connection.end).toHaveBeenCalledOnce();
  });

  test("closes the connection when the migrations cannot be recorded", async () => {
    const cause = new Error("the store is read-only");
    vi.spyOn(store, "saveMigrationsRan").mockRejectedValue(cause);

    expect(await connector.connect("acme")).toEqual(
      failed("store_unavailable", "the migrations could not be recorded", cause),
    );
    expect(registry.lookup("acme")).toBeUndefined();
    expect(connection.end).toHaveBeenCalledOnce();
  });

  test("closes the second connection of a tenant and keeps the first", async () => {
    const second = nextConnection(standIn());
    await connector.connect("acme");

    expect(await connector.connect("acme")).toEqual(failed("already_registered", "acme has a connection already"));
    expect(registry.lookup("acme")).toBe(connection);
    expect(connection.end).not.toHaveBeenCalled();
    expect(second.end).toHaveBeenCalledOnce();
  });

  test("cleans up after an error that nobody expected, and lets the tenant try again", async () => {
    const second = nextConnection(standIn());
    vi.spyOn(registry, "register").mockImplementationOnce(() => {
      throw new Error("a bug in the registry");
    });

    await expect(connector.connect("acme")).rejects.toThrow("a bug in the registry");
    expect(connection.end).toHaveBeenCalledOnce();
    expect(await connector.connect("acme")).toEqual({ ok: true, connection: second });
  });

  test("refuses a second run while the first goes on, but not another tenant", async () => {
    let release = (_found: Tenant) => {};
    const held = new Promise<Tenant>((resolve) => {
      release = resolve;
    });
    vi.spyOn(store, "find").mockReturnValueOnce(held);

    const first = connector.connect("acme");
    const second = connector.connect("acme");
    expect(await connector.connect("globex")).toEqual({ ok: true, connection });
    expect(await second).toEqual(failed("connect_in_progress", "acme is being connected already"));

    const other = nextConnection(standIn());
    release(tenant());
    expect(await first).toEqual({ ok: true, connection: other });
  });
});
