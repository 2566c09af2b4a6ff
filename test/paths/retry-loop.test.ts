import { describe, expect, it } from "vitest";
import { instrument } from "../support/instrument.js";
import { found, pathsOf } from "../support/mutate.js";

const retries = (code: string) => found(code, "retry-loop").length;

describe("retry-loop", () => {
  it.each([
    "for (let i = 0; i < 3; i++) { try { return await a(); } catch (e) { last = e; } }",
    "for (let attempt = 1; attempt <= max; attempt++) { try { const r = await a(); if (r.ok) return r; } catch (e) { last = e; } }",
    "for (let i = 0; i < max; i++) { try { a(); break; } catch (e) { await sleep(i); } }",
    "for (let i = 0; ; i++) { try { await a(); return; } catch (e) { if (i > 3) throw e; } }",
    "while (true) { try { return await a(); } catch (e) { if (++n > 3) throw e; await sleep(n); } }",
    "while (true) { try { r = await a(); } catch (e) { if (n++ < 3) { continue; } throw e; } return r; }",
    "while (attempts < max) { try { return a(); } catch { attempts++; } }",
    "while (!done && retries < max) { try { a(); done = true; } catch { retries++; } }",
    "do { try { return a(); } catch (e) { last = e; } } while (--retriesLeft > 0);",
  ])("is found in %s", (loop) => {
    expect(retries(`async function f() { ${loop} }`)).toBe(1);
  });

  it.each([
    ["a list gone through", "for (let i = 0; i < list.length; i++) { try { return a(list[i]); } catch {} }"],
    ["items of a list", "for (const each of list) { try { return a(each); } catch {} }"],
    ["a worker", "while (true) { const job = await next(); try { await job(); } catch (e) { report(e); } }"],
    [
      "a worker that may end",
      "while (true) { try { const job = await next(); if (!job) return; job(); } catch (e) { report(e); } }",
    ],
    [
      "a catch that leaves",
      "for (let attempt = 0; attempt < 3; attempt++) { try { return a(); } catch (e) { throw e; } }",
    ],
    ["a catch that breaks off", "while (true) { try { return a(); } catch (e) { break; } }"],
    ["no catch", "while (true) { try { return a(); } finally { b(); } }"],
    ["a try in a function of its own", "while (true) { list.map(() => { try { return a(); } catch {} }); }"],
    ["a try of a loop within", "while (true) { for (const x of l) { try { return a(x); } catch {} } }"],
    ["a break of a switch", "while (true) { try { a(); switch (b) { case 1: break; } } catch { c(); } }"],
  ])("is none in %s", (_, loop) => {
    expect(retries(`async function f() { ${loop} }`)).toBe(0);
  });

  it.each([
    ["import pRetry from 'p-retry';", "pRetry(a)"],
    ["import pRetry, { AbortError } from 'p-retry';", "pRetry(a, { retries: 3 })"],
    ["import again from 'async-retry';", "again(a, options)"],
    ["const pRetry = require('p-retry');", "pRetry(a)"],
    ["import retry from 'retry';", "retry.operation({ retries: 3 })"],
    ["import * as retry from 'retry';", "retry.operation()"],
    ["import { operation } from 'retry';", "operation()"],
    ["import { backOff } from 'exponential-backoff';", "backOff(a)"],
    ["const { backOff: again } = require('exponential-backoff');", ""],
    ["import { retry, handleAll } from 'cockatiel';", "retry(handleAll, { maxAttempts: 3 })"],
  ])("knows the library of %s", (head, call) => {
    expect(found(`${head} const x = ${call === "" ? "1" : call};`, "retry-loop")).toEqual(call === "" ? [] : [call]);
  });

  it.each([
    "import { retry } from './retry.js'; retry(a);",
    "import retry from 'retry'; retry.timeouts(); retry(a);",
    "import pRetry from 'p-retry'; function f(pRetry) { pRetry(a); }",
    "import { AbortError } from 'p-retry'; AbortError(a);",
    "pRetry(a);",
  ])("knows no library in %s", (code) => {
    expect(retries(code)).toBe(0);
  });

  it("is reached when an attempt fails", () => {
    const code = "function f() { while (true) { try { return a(); } catch (e) { b(); } } }";
    const path = pathsOf(code).find(({ kind }) => kind === "retry-loop");
    expect(code.slice(path?.reach.span.start, path?.reach.span.end)).toBe("{ b(); }");
    expect(path?.runsOnSuccess).toBe(false);
  });

  it("is placed with its probe by Stryker's instrumenter", async () => {
    const { unplaced, ids, mutants, probes } = await instrument(
      "import pRetry from 'p-retry';\nasync function f() { for (let i = 0; i < 3; i++) { try { return await a(); } catch (e) { last = e; } } while (true) { try { return a(); } catch { b(); } } }\nasync function g() { while (true) { try { return a(); } catch (e) { if (e.attempts > 3) throw e; } } }\nconst x = pRetry(a), y = pRetry(a, options as Options);",
    );
    expect([...unplaced]).toEqual([]);
    expect(ids.size).toBe(mutants.length);
    expect(probes.size).toBe(8);
    expect(mutants.filter(({ operator }) => operator === "retry-off")).toHaveLength(5);
  });
});
