import type { Connection } from "./connection.js";
import {
  checkConnection,
  getTenant,
  reconcileMigrations,
  registerProcess,
  type Services,
  type Started,
} from "./steps.js";
import { failure, type Result } from "./tenant.js";

export type ConnectResult = Result<{ connection: Connection }>;

/** Connects tenants: any number of them at a time, but each only once. */
export class Connector {
  readonly #services: Services;
  readonly #inFlight = new Set<string>();

  constructor(services: Services) {
    this.#services = services;
  }

  async connect(tenantId: string): Promise<ConnectResult> {
    if (this.#inFlight.has(tenantId)) {
      return failure("connect_in_progress", `${tenantId} is being connected already`);
    }

    this.#inFlight.add(tenantId);
    try {
      return await connectTenant({ tenantId, services: this.#services });
    } finally {
      this.#inFlight.delete(tenantId);
    }
  }
}

/** Takes the four steps in turn and stops at the first one that fails. */
async function connectTenant(run: Started): Promise<ConnectResult> {
  const found = await getTenant(run);
  if (!found.ok) return found;

  const checked = await checkConnection(found);
  if (!checked.ok) return checked;

  try {
    const reconciled = await reconcileMigrations(checked);
    if (!reconciled.ok) return reconciled;

    return registerProcess(reconciled);
  } finally {
    // A connection that nobody holds must not stay open, whatever went wrong.
    if (run.services.registry.lookup(run.tenantId) !== checked.connection) {
      await checked.connection.end();
    }
  }
}
