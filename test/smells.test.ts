import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { judge } from "../src/judge/judge.js";
import { mutantsOf, pathsOf } from "./support/mutate.js";
import { baseline } from "./support/records.js";

/** What is said of the error paths of a piece of code beside the other notes. */
function smells(code: string): readonly string[] {
  return pathsOf(code).flatMap(({ notes }) => notes.filter((note) => note.startsWith("smell: ")));
}

const EMPTY = "smell: the handler is empty, so nobody learns of the failure";
const COMMENT = "smell: the handler holds nothing but a comment, so nobody learns of the failure";
const LOGS = "smell: the handler only logs, and the code goes on as if nothing had failed";
const inFunction = (code: string) => `async function load(a) { ${code} }`;

describe("a handler that ignores the failure", () => {
  it.each<[string, string]>([
    ["try { a(); } catch {}", EMPTY],
    ["try { a(); } catch (error) { }", EMPTY],
    ["a().catch(() => {});", EMPTY],
    ["a().catch(() => undefined);", EMPTY],
    ["a().catch(noop);", EMPTY],
    ["a().then(b, _.noop);", EMPTY],
    ["await work.catch(() => {});", EMPTY],
    ["read((err) => { if (err) {} b(); });", EMPTY],
    ["try { a(); } catch { /* nobody cares */ }", COMMENT],
    ["try { a(); } catch {\n // nobody cares\n }", COMMENT],
    ["try { a(); } catch (error) { console.error(error); }", LOGS],
    ["try { a(); } catch (error) { this.logger.warn(error); log(error); }", LOGS],
    ["a().catch((error) => console.error(error));", LOGS],
    ["a().catch(console.error);", LOGS],
    ["read((err) => { if (err) console.log(err); b(); });", LOGS],
  ])("smells: %s", (code, note) => {
    expect(smells(code)).toEqual([note]);
  });

  it.each([
    "try { a(); } catch (error) { undo(); }",
    "a().catch(() => null);",
    "a().catch(recover);",
    "a().catch((error) => void report(error));",
    // Somebody else waits for it:
    "work.catch(() => {});",
    "void this.work.catch(() => {});",
    "a().finally(() => {});",
    "try { a(); } finally {}",
    "read((err) => { if (err) throw err; });",
    // The failure of a cleanup is ignored on purpose, which another note says:
    "try { socket.close(); } catch {}",
    "socket.close().catch(() => {});",
    // What stands behind is the recovery:
    "function f(a) { try { return parse(a); } catch {} return a; }",
    "for (const x of l) { try { use(x); continue; } catch {} other(x); }",
  ])("does not smell: %s", (code) => {
    expect(smells(code)).toEqual([]);
  });
});

describe("a handler that ends the process on any error", () => {
  it.each([
    "try { b(a); } catch (error) { report(error); process.exit(1); }",
    "try { b(a); } catch { process.abort(); }",
    "b(a).catch((e) => { report(e instanceof Error ? e.message : e); process.exit(1); });",
    "read(a, (err) => { if (err) { process.exit(2); } });",
  ])("smells: %s", (code) => {
    expect(smells(inFunction(code))).toEqual(["smell: any error, however small, ends the process in line 1"]);
  });

  it.each([
    "try { b(a); } catch (e) { if (e.fatal) process.exit(1); retry(a); }",
    "try { b(a); } catch (e) { switch (e.code) { case 'EPIPE': process.exit(0); } retry(a); }",
    "try { b(a); } catch (e) { pool.exit(1); }",
    "try { b(a); } catch (e) { process.exitCode = 1; }",
    "try { b(a); } catch (e) { process.once('SIGTERM', () => process.exit(1)); }",
  ])("does not smell: %s", (code) => {
    expect(smells(inFunction(code))).toEqual([]);
  });

  it.each([
    "main().catch((e) => { report(e); process.exit(1); });",
    "(async () => { try { await b(); } catch (e) { report(e); process.exit(1); } })();",
    "async function main() { try { await b(); } catch (e) { report(e); process.exit(1); } }",
  ])("does not smell where the program ends anyway: %s", (code) => {
    expect(smells(code)).toEqual([]);
  });
});

describe("a handler that is not finished", () => {
  it.each(["TODO", "FIXME", "XXX", "HACK"])("smells: a comment says %s", (word) => {
    expect(smells(`try { a(); } catch {\n  undo(); // ${word}: tell the user\n}`)).toEqual([
      `smell: the handler is not finished: there is a ${word} in line 2`,
    ]);
    expect(smells(`a().catch(() => {\n  /* ${word} */\n  undo();\n});`)).toHaveLength(1);
  });

  it("is so once, in the handler that holds the comment", () => {
    const code = "try { a(); } catch {\n try { undo(); } catch {\n // TODO\n give(up); }\n}";
    expect(smells(code)).toEqual(["smell: the handler is not finished: there is a TODO in line 3"]);
  });

  it.each([
    "try { a(); /* TODO */ } catch { undo(); }",
    "try { a(); } catch { undo(); } // TODO",
    "try { a(); } catch { undo('TODO'); }",
    "try { a(); } catch { undo(TODO); }",
    "try { a(); } catch { later(() => { /* TODO */ }); }",
    "try { a(); } catch { undo(); /* all todos */ }",
    "if (!a) { /* TODO */ throw new Error('x'); }",
  ])("does not smell: %s", (code) => {
    expect(smells(code)).toEqual([]);
  });
});

describe("a note", () => {
  const unreached = (code: string) => {
    const paths = pathsOf(code);
    const nobody = baseline(Object.fromEntries(paths.map(({ id }) => [id, []])));
    return judge(paths, [], [], nobody).map(({ verdict }) => verdict);
  };

  it("does not make an unreached error path one with nothing to assert", () => {
    expect(unreached("try { a(); } catch {}")).toEqual(["unreached"]);
    expect(unreached("async function f() { try { return fetch(a); } catch { undo(); } }")).toEqual(["unreached"]);
  });

  it("is what makes it so only where a cleanup is ignored on purpose", () => {
    expect(unreached("try { socket.close(); } catch {}")).toEqual(["inconclusive"]);
    expect(unreached("socket.close().catch(() => {}); // TODO")).toEqual(["inconclusive"]);
  });

  it("costs no mutant", () => {
    expect(mutantsOf("try { a(); } catch { /* TODO */ undo(); }", ["catch-swallow"])).toHaveLength(1);
  });
});

it("has a page that shows an example of each, word by word", () => {
  const page = readFileSync(new URL("../docs/smells.md", import.meta.url), "utf8");
  const shown = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].flatMap(([, code = ""]) => smells(code));
  expect(new Set(shown.map((note) => note.replace(/\d+/g, "n")))).toEqual(
    new Set([...page.matchAll(/^> (smell: .*)$/gm)].map(([, note = ""]) => note.replace(/\d+/g, "n"))),
  );
  expect(shown.length).toBeGreaterThan(3);
});
