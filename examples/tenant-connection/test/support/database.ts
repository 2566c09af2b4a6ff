import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import pg from "pg";
import type { DatabaseSettings } from "../../src/tenant.js";

/** A database that belongs to one test worker alone. */
export interface TestDatabase {
  settings: DatabaseSettings;
  /** A connection of the test's own, for looking at what is really there. */
  admin: pg.Client;
  stop(): Promise<void>;
}

export async function startDatabase(): Promise<TestDatabase> {
  const url = process.env["DATABASE_URL"];
  const server = url ? await createOnServer(new URL(url)) : await startEmbedded();

  const admin = new pg.Client(server.settings);
  await admin.connect();

  return {
    settings: server.settings,
    admin,
    async stop() {
      await admin.end();
      await server.stop();
    },
  };
}

type RunningServer = Omit<TestDatabase, "admin">;

/** A database with a new name on the server that DATABASE_URL points to. */
async function createOnServer(url: URL): Promise<RunningServer> {
  const server = {
    host: url.hostname,
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: url.pathname.slice(1) || "postgres",
  };
  const worker = process.env["VITEST_POOL_ID"] ?? "0";
  const name = `tenant_${process.pid}_${worker}_${randomBytes(6).toString("hex")}`;

  // Nobody can be connected to template0, so copying it never has to wait.
  await runOnce(server, `create database ${name} template template0`);
  return {
    settings: { ...server, database: name },
    stop: () => runOnce(server, `drop database if exists ${name} with (force)`),
  };
}

async function runOnce(settings: DatabaseSettings, sql: string): Promise<void> {
  const client = new pg.Client(settings);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** PGlite, PostgreSQL in this very process, behind a socket on a free port. */
async function startEmbedded(): Promise<RunningServer> {
  const db = await PGlite.create({ loadDataDir: await initialisedDataDir() });
  const server = new PGLiteSocketServer({ db, host: "127.0.0.1", port: 0, maxConnections: 20 });
  await server.start();

  return {
    settings: {
      host: "127.0.0.1",
      port: Number(server.getServerConn().split(":")[1]),
      user: "postgres",
      password: "postgres",
      database: "postgres",
    },
    async stop() {
      await server.stop();
      await db.close();
    },
  };
}

/**
 * Creating PGlite's files takes seconds, loading them a fraction of one. So
 * the first run leaves them in `node_modules/.cache` for all the others.
 */
async function initialisedDataDir(): Promise<Blob> {
  const entry = createRequire(import.meta.url).resolve("@electric-sql/pglite");
  const manifest = await readFile(join(dirname(entry), "..", "package.json"), "utf8");
  const cache = join(dirname(entry), "..", "..", "..", ".cache");
  const file = join(cache, `tenant-connection-pglite-${JSON.parse(manifest).version}.tar`);

  if (!existsSync(file)) {
    const db = await PGlite.create();
    const dump = await db.dumpDataDir("none");
    await db.close();
    // Another worker may be doing the same: each writes its own, the last one stays.
    await mkdir(cache, { recursive: true });
    const draft = `${file}.${randomBytes(6).toString("hex")}`;
    await writeFile(draft, Buffer.from(await dump.arrayBuffer()));
    await rename(draft, file);
  }
  return new Blob([await readFile(file)]);
}
