import type { Connection } from "./connection.js";
import { failure, type Result } from "./tenant.js";

/** The live connections of this node, one for each tenant at most. */
export class Registry {
  readonly #connections = new Map<string, Connection>();

  register(tenantId: string, connection: Connection): Result<{ connection: Connection }> {
    if (connection.lost) {
      return failure("connection_lost", "the connection was lost", connection.lost);
    }
    if (this.#connections.has(tenantId)) {
      return failure("already_registered", `${tenantId} has a connection already`);
    }

    this.#connections.set(tenantId, connection);
    connection.once("end", () => this.#connections.delete(tenantId));
    return { ok: true, connection };
  }

  lookup(tenantId: string): Connection | undefined {
    return this.#connections.get(tenantId);
  }
}
