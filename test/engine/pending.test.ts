import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { now, setTimeout as unnoted } from "../../src/engine/stryker/in-sandbox/clock.js";
import { giveUp, isIdleUntil } from "../../src/engine/stryker/in-sandbox/pending.js";

/** Whether it is ever found idle in half a second: the test runner has short timers of its own at times. */
async function isIdle(forMs: number): Promise<boolean> {
  for (let look = 0; look < 25; look++) {
    // The timer that has somebody look is counted with what is pending.
    const found = await new Promise((resolve) => {
      unnoted(() => resolve(isIdleUntil(now() + forMs, 0)), 20);
    });
    if (found === true) return true;
  }
  return false;
}

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

describe("what is pending in a process", () => {
  it("is nothing, but for what the test runner keeps", async () => {
    expect(await isIdle(1_000)).toBe(true);
  });

  it("is a timer that fires in time, and none that fires later", async () => {
    const timer = setTimeout(() => {}, 2_000);
    cleanups.push(() => clearTimeout(timer));
    expect(await isIdle(3_000)).toBe(false);
    expect(await isIdle(100)).toBe(true);
  });

  it("is a timer that does not keep the process alive", async () => {
    const timer = setTimeout(() => {}, 2_000).unref();
    cleanups.push(() => clearTimeout(timer));
    expect(await isIdle(3_000)).toBe(false);
  });

  it("is a signal that aborts in time", async () => {
    const signal = AbortSignal.timeout(1_000);
    expect(await isIdle(3_000)).toBe(false);
    await sleep(1_000);
    expect(signal.aborted).toBe(true);
    expect(await isIdle(1_000)).toBe(true);
  });

  it("is an interval", async () => {
    const timer = setInterval(() => {}, 50);
    cleanups.push(() => clearInterval(timer));
    expect(await isIdle(1_000)).toBe(false);
  });

  it("is a timer that was set in a way that nobody noticed", async () => {
    const controller = new AbortController();
    const sleeping = sleep(5_000, undefined, { signal: controller.signal }).catch(() => {});
    expect(await isIdle(1_000)).toBe(false);
    controller.abort();
    await sleeping;
    expect(await isIdle(1_000)).toBe(true);
  });

  it("is not a request that this process itself never answers", async () => {
    const server = createServer(() => {});
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const controller = new AbortController();
    const answer = fetch(`http://127.0.0.1:${port}`, { signal: controller.signal }).catch(() => "aborted");
    cleanups.push(() => {
      controller.abort();
      server.close();
    });
    await sleep(200);
    expect(await isIdle(200)).toBe(true);
    controller.abort();
    await answer;
  });

  it("is no timer of somebody who was given up", async () => {
    const since = now();
    let fired = false;
    setTimeout(() => {
      fired = true;
    }, 100);
    giveUp(since, now() + 1_000);
    expect(await isIdle(1_000)).toBe(true);
    await sleep(150);
    expect(fired).toBe(false);
  });
});
