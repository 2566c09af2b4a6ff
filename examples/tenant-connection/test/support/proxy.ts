import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/**
 * The wire between the service and the database. A test can cut it, and see
 * how many connections the service holds.
 */
export class WireProxy {
  /** How many connections were ever made. */
  accepted = 0;

  readonly #server: Server;
  readonly #open = new Set<Socket>();
  #fuse: string | undefined;

  static async start(host: string, port: number): Promise<WireProxy> {
    const proxy = new WireProxy(host, port);
    await once(proxy.#server.listen(0, "127.0.0.1"), "listening");
    return proxy;
  }

  private constructor(host: string, port: number) {
    this.#server = createServer((service) => {
      const database = connect(port, host);
      this.accepted += 1;
      this.#open.add(service);

      service.on("data", (bytes) => {
        if (this.#fuse !== undefined && bytes.includes(this.#fuse)) this.#close(service);
        else database.write(bytes);
      });
      database.on("data", (bytes) => service.write(bytes));

      // Counted before the other side can know that the connection is closed,
      // so a test may look at the count as soon as the service has answered.
      service.on("end", () => this.#open.delete(service));
      service.on("close", () => {
        this.#open.delete(service);
        database.end();
      });
      database.on("close", () => this.#close(service));

      // Both sockets are closed after an error, which is all there is to do.
      service.on("error", () => {});
      database.on("error", () => {});
    });
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** How many connections are open now. */
  get open(): number {
    return this.#open.size;
  }

  /** From now on, cuts a connection when it sends this text, which gets lost. */
  cutAt(text: string): void {
    this.#fuse = text;
  }

  /** Cuts every connection that is open now. */
  cut(): void {
    for (const service of this.#open) this.#close(service);
  }

  async stop(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, "close");
  }

  #close(service: Socket): void {
    this.#open.delete(service);
    service.destroy();
  }
}
