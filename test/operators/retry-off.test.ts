import { describe, expect, it } from "vitest";
import { mutantsOf, mutated } from "../support/mutate.js";

const inFunction = (loop: string) =>
  mutated(`async function f() { ${loop} }`, "retry-off").map((each) => each.slice(21, -2));

describe("retry-off", () => {
  it.each([
    // The bound:
    [
      "for (let i = 0; i < max; i++) { try { return a(); } catch {} }",
      "for (let i = 0; i < 1; i++) { try { return a(); } catch {} }",
    ],
    [
      "for (let i = 1; i <= max; i += 1) { try { return a(); } catch {} }",
      "for (let i = 1; i <= 1; i += 1) { try { return a(); } catch {} }",
    ],
    [
      "do { try { return a(); } catch {} } while (--retriesLeft > 0);",
      "do { try { return a(); } catch {} } while (false);",
    ],
    // Where the code itself asks whether that was the last one:
    [
      "for (let attempt = 0; attempt < 3; attempt++) { try { return a(); } catch (e) { if (attempt === 2) throw e; b(); } }",
      "for (let attempt = 0; attempt < 3; attempt++) { try { return a(); } catch (e) { if (true) throw e; b(); } }",
    ],
    [
      "while (true) { try { return a(); } catch (e) { if (!known(e)) throw e; if (attempts-- <= 0) { b(); throw e; } } }",
      "while (true) { try { return a(); } catch (e) { if (!known(e)) throw e; if (true) { b(); throw e; } } }",
    ],
    [
      "while (true) { try { return a(); } catch (e) { if (attempt++ < 3) { await b(); continue; } throw e; } }",
      "while (true) { try { return a(); } catch (e) { if (false) { await b(); continue; } throw e; } }",
    ],
    [
      "while (true) { try { return a(); } catch (e) { if (attempt++ < 3) { await b(); } else { throw e; } } }",
      "while (true) { try { return a(); } catch (e) { if (false) { await b(); } else { throw e; } } }",
    ],
    [
      "while (true) { try { return a(); } catch (e) { if (n++ > 3) throw e; } }",
      "while (true) { try { return a(); } catch (e) { if (true) throw e; } }",
    ],
    // Where nothing does:
    [
      "while (true) { try { return a(); } catch (e) { await b(); } }",
      "while (true) { try { return a(); } catch (e) { throw e; } }",
    ],
    [
      "while (true) { try { return a(); } catch { await b(); } }",
      "while (true) { try { return a(); } catch (error) { throw error; } }",
    ],
    [
      "for (let i = max; i > 0; i--) { try { return a(); } catch (e) { last = e; } }",
      "for (let i = max; i > 0; i--) { try { return a(); } catch (e) { throw e; } }",
    ],
  ])("turns %s into %s", (before, after) => {
    expect(inFunction(before)).toEqual([after]);
  });

  it.each<[string, string, string[]]>([
    ["import pRetry from 'p-retry';", "pRetry(a)", ["pRetry(a, { retries: 0 })"]],
    ["import pRetry from 'p-retry';", "pRetry(a, { retries: 3, onFail })", ["pRetry(a, { onFail, retries: 0 })"]],
    ["import pRetry from 'p-retry';", "pRetry(a, options)", ["pRetry(a, { ...(options), retries: 0 })"]],
    ["import pRetry from 'p-retry';", "pRetry(a, { retries: 0 })", []],
    ["import pRetry from 'p-retry';", "pRetry(...a)", []],
    ["import pRetry from 'p-retry';", "pRetry()", []],
    ["import retry from 'retry';", "retry.operation()", ["retry.operation({ retries: 0 })"]],
    ["import retry from 'retry';", "retry.operation({ forever: true })", ["retry.operation({ retries: 0 })"]],
    ["import { backOff } from 'exponential-backoff';", "backOff(a)", ["backOff(a, { numOfAttempts: 1 })"]],
    [
      "import { retry } from 'cockatiel';",
      "retry(handleAll, { maxAttempts: 3, backoff })",
      ["retry(handleAll, { backoff, maxAttempts: 0 })"],
    ],
  ])("tells the library of %s in %s to try once", (head, call, after) => {
    expect(mutated(`${head} ${call};`, "retry-off")).toEqual(after.map((each) => `${head} ${each};`));
  });

  it("is off unless asked for", () => {
    expect(mutantsOf("import pRetry from 'p-retry'; pRetry(a);")).toEqual([]);
  });
});
