import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { checkTenantConnection } from "../../src/check.js";
import { Connector } from "../../src/connector.js";
import type { Migration } from "../../src/migrations.js";
import { Registry } from "../../src/registry.js";
import type { Tenant } from "../../src/tenant.js";
import { startDatabase, type TestDatabase } from "../support/database.js";
import { WireProxy } from "../support/proxy.js";
import { MemoryStore } from "../support/store.js";

const MIGRATIONS: Migration[] = [
  { version: 1, sql: "create table realtime.messages (id int)" },
  { version: 2, sql: "create table realtime.subscriptions (id int)" },
];

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

function createTenant(changes: Partial<Tenant> = {}): Tenant {
  return {
    externalId: "acme",
    database: { ...database.settings, host: "127.0.0.1", port: proxy.port },
    poolSize: 5,
    migrationsRan: 0,
    ...changes,
  };
}

describe("checkTenantConnection", () => {
  test("connects to the database", async () => {
    const result = await checkTenantConnection(createTenant());

    expect(result.ok).toBe(true);
  });

  test("works when the migrations table exists", async () => {
    await database.admin.query("create schema realtime");
    await database.admin.query("create table realtime.schema_migrations (version bigint)");

    const result = await checkTenantConnection(createTenant());

    expect(result.ok).toBe(true);
  });

  test("handles bad tenants", async () => {
    const results = await Promise.allSettled([
      checkTenantConnection(undefined),
      checkTenantConnection(createTenant({ poolSize: 0 })),
      checkTenantConnection(createTenant({ poolSize: 1_000_000 })),
    ]);

    expect(results).toHaveLength(3);
  });

  test("handles connection errors", async () => {
    proxy.cutAt("max_connections");

    const [result] = await Promise.allSettled([checkTenantConnection(createTenant())]);

    expect(result).toBeDefined();
  });
});

describe("Connector", () => {
  let store: MemoryStore;
  let registry: Registry;
  let connector: Connector;

  beforeEach(() => {
    store = new MemoryStore([createTenant()]);
    registry = new Registry();
    connector = new Connector({ store, registry, migrations: MIGRATIONS });
  });

  test("connects a tenant", async () => {
    const result = await connector.connect("acme");

    expect(result.ok).toBe(true);
    expect(registry.lookup("acme")).toBeDefined();
  });

  test("handles an unknown tenant", async () => {
    const [result] = await Promise.allSettled([connector.connect("unknown")]);

    expect(result).toBeDefined();
  });

  test("does not connect the same tenant twice", async () => {
    const results = await Promise.allSettled([connector.connect("acme"), connector.connect("acme")]);
    results.push(...(await Promise.allSettled([connector.connect("acme")])));

    expect(results).toHaveLength(3);
  });

  test("handles store read errors", async () => {
    const find = vi.spyOn(store, "find").mockRejectedValue(new Error("store down"));

    await Promise.allSettled([connector.connect("acme")]);

    expect(find).toHaveBeenCalled();
  });

  test("handles store write errors", async () => {
    const save = vi.spyOn(store, "saveMigrationsRan").mockRejectedValue(new Error("store down"));

    await Promise.allSettled([connector.connect("acme")]);

    expect(save).toHaveBeenCalled();
  });

  test("handles a broken migration", async () => {
    const migrations = [...MIGRATIONS, { version: 3, sql: "create table oops" }];
    const broken = new Connector({ store, registry, migrations });

    const [result] = await Promise.allSettled([broken.connect("acme")]);

    expect(result).toBeDefined();
  });

  test("handles a connection lost during migrations", async () => {
    proxy.cutAt("realtime.subscriptions");

    const [result] = await Promise.allSettled([connector.connect("acme")]);

    expect(result).toBeDefined();
  });

  test("handles a lost connection", async () => {
    const result = await connector.connect("acme");
    if (!result.ok) throw new Error("not connected");
    const { connection } = result;
    const ended = new Promise<void>((resolve) => connection.once("end", resolve));
    proxy.cut();
    await ended;

    expect(() => registry.register("acme", connection)).not.toThrow();
  });
});
