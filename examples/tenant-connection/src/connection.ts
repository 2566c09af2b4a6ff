import pg from "pg";
import type { DatabaseSettings } from "./tenant.js";

/** A connection to one tenant's database that remembers how it was lost. */
export class Connection extends pg.Client {
  lost: Error | undefined;

  constructor(settings: DatabaseSettings) {
    super({ ...settings, connectionTimeoutMillis: 5_000 });

    // Without a listener, Node turns a lost connection into a crash.
    this.on("error", (error) => {
      this.lost = error;
    });
  }
}
