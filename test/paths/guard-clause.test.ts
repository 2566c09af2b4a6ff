import { SyntaxKind } from "ts-morph";
import { describe, expect, it } from "vitest";
import { guardClause } from "../../src/paths/guard-clause.js";
import { attachContext, noVocabulary } from "../../src/source/context.js";
import { parse } from "../../src/source/open.js";
import { createTypes, noTypes } from "../../src/source/types.js";
import { folderOf } from "../support/files.js";
import { found, skipsOf } from "../support/mutate.js";

const guards = (body: string, head = "function f(a, b, cb, reject, res)") =>
  found(`${head} { ${body} }`, "guard-clause", "code.tsx").length;

describe("a guard clause with an error exit", () => {
  it.each([
    "if (a) throw new Error('x'); return 1;",
    "if (a) { log(a); throw new Error('x'); }",
    "if (a > 10) { const e = new Error('x'); reject(e); return; } go();",
    "if (a) return reject(new Error('x')); go();",
    "if (a) return cb(new Error('x')); go();",
    "if (a) return next(Boom.badRequest()); go();",
    "if (a) return { errors: a.errors }; go();",
    "if (a) { cb(a.error); return; } go();",
    "if (a) return err('bad'); go();",
    "if (a) return Result.err('bad'); go();",
    "if (a) { res.status(404).json({}); return; } go();",
    "if (a) return res.sendStatus(403); go();",
    "if (a) return new Response('no', { status: 400 }); go();",
    "if (a) process.exit(1); go();",
    "if (a) return { ok: false, error: 'x' }; go();",
    "if (a) return { error: 'x' }; go();",
    "if (!a.ok) return a; go();",
    "if (a.isErr()) { log(a); return a; } go();",
    "if (a instanceof Error) return a; go();",
    "if (a) throw new Error('last in its block');",
    "if (a) { res.statusCode = 404; return res.end(); } go();",
    "if (a) { res.statusCode = 503; res.setHeader('x', '1'); res.end(); return; } go();",
    "if (a) { res.statusCode = 500; res.end(); }",
    "if (a) { ctx.status = 404; ctx.body = 'no'; return; } go();",
    "if (a) { process.exitCode = 1; return; } go();",
    "const fail = (m) => { throw new Error(m); }; if (a) fail('x'); go();",
    "function die(m) { console.error(m); process.exit(1); } if (a) die('x'); go();",
    "function stop(m): never { return leave(m); } if (a) return stop('x'); go();",
    "list.forEach((x) => { if (x) throw x; });",
  ])("is found in %s", (body) => {
    expect(guards(body)).toBe(1);
  });

  it.each([
    ["an else", "if (a) { throw new Error('x'); } else { go(); }"],
    ["an else-if", "if (a) { go(); } else if (b) { throw new Error('x'); }"],
    ["control flow before the exit", "if (a) { if (b) go(); throw new Error('x'); }"],
    ["a successful exit code", "if (a) process.exit(0); go();"],
    ["a callback without error", "if (a) return cb(null, a); go();"],
    ["a response that is none of failure", "if (a) { res.status(200).end(); return; } go();"],
    ["a value that says success", "if (a) return { ok: true }; go();"],
    ["another value than the failure", "if (!a.ok) return b; go();"],
    ["a number that is no status", "if (a) return res.slice(0, 500); go();"],
    ["a direction that is no failure", "if (a) return this.left(a); go();"],
    ["a callback given a result", "if (a) return done(true); go();"],
    ["a status that is none of failure", "if (a) { res.statusCode = 204; return res.end(); } go();"],
    ["a status of something else", "if (a) { order.status = 404; return; } go();"],
    ["a status and then other work", "if (a) { res.statusCode = 404; render(a); } go();"],
    ["control flow behind the status", "if (a) { if (b) res.statusCode = 404; return res.end(); } go();"],
    ["a failing status of the process and more work", "if (a) { process.exitCode = 1; go(); }"],
    ["an exit status of success", "if (a) { process.exitCode = 0; return; } go();"],
    [
      "a call that may come back",
      "function fail(m) { if (m) { throw new Error(m); } else { go(); } } if (a) fail('x'); go();",
    ],
    ["a call that gives a value", "function fail(m) { if (!m) return 1; throw new Error(m); } if (a) fail('x'); go();"],
    ["a call that only rejects", "async function fail(m) { throw new Error(m); } if (a) fail('x'); go();"],
    ["a call that nothing is known of", "if (a) fail('x'); go();"],
    ["an iterator's next", "if (a) return next(item); go();"],
    ["a next of Express's routing", "if (a) return next('route'); go();"],
  ])("is not found with %s", (_, body) => {
    expect(guards(body)).toBe(0);
  });
});

describe("a guard clause with a plain exit", () => {
  it.each([
    "if (!a) return; go();",
    "if (a == null) return null; go();",
    "if (a === undefined) return undefined; go();",
    "if (typeof a !== 'string') return false; go();",
    "if (!isUser(a)) return; go();",
    "if (isNaN(a)) return null; go();",
    "if (a.length === 0) return null; go();",
    "if (!res.ok) return null; go();",
    "if (signal.aborted) return; go();",
    "if (a instanceof Error) return null; go();",
    "if (!a || !b) return; go();",
    "if (!a) { console.warn('no a'); return; } go();",
    "for (const x of a) { if (!isUser(x)) continue; go(x); }",
  ])("is found in %s", (body) => {
    expect(guards(body)).toBe(1);
  });

  it.each([
    ["a cache hit", "if (cache) return cache; go();"],
    ["another value", "if (!a) return 1; go();"],
    ["a branch of what a component shows", "if (!a) return null; return <b>{a}</b>;"],
    ["a component's life", "if (!mounted.current) return; go();"],
    ["state", "if (this.started) return; go();"],
    ["negated state", "if (!this.enabled) return; go();"],
    ["an operand that asks for no validity", "if (!a || b > 3) return; go();"],
    ["nothing behind it", "if (!a) return;"],
    ["work before the exit", "if (!a) { go(); return; } go();"],
    ["an empty item skipped", "for (const x of a) { if (!x) continue; go(x); }"],
    ["an empty list skipped", "for (const x of a) { if (x.length === 0) continue; go(x); }"],
    ["the end of a loop", "while (true) { const x = next(); if (!x) break; go(x); }"],
  ])("is not found for %s", (_, body) => {
    expect(guards(body)).toBe(0);
  });

  it("is not found for a recursion's base case", () => {
    expect(guards("if (!n) return null; return walk(n.left);", "function walk(n)")).toBe(0);
  });
});

describe("the top of a handler", () => {
  it.each([
    "try { go(); } catch (e) { if (e) throw e; go(); }",
    "p.catch((e) => { if (!e) throw e; go(); });",
    "socket.on('error', (e) => { if (!e) return; go(); });",
    "read((err, data) => { if (err) return done(err); go(data); });",
  ])("asks for the error in %s, and has no guard", (code) => {
    expect(found(code, "guard-clause")).toEqual([]);
  });

  it("may have guards deeper in, and for other things than the error", () => {
    expect(
      found("try { go(); } catch (e) { for (const x of e) { if (!isA(x)) throw x; go(); } }", "guard-clause"),
    ).toHaveLength(1);
    expect(
      found(
        "read((err, data) => { if (err) return done(err); if (!data) return done(new Error('x')); go(); });",
        "guard-clause",
      ),
    ).toHaveLength(1);
  });
});

describe("with what is known of the project, a guard clause", () => {
  const guardsWith = (code: string, context: Partial<Parameters<typeof attachContext>[1]>) => {
    const tree = parse("code.ts", code);
    attachContext(tree, { types: noTypes, vocabulary: noVocabulary, ...context });
    return tree.getDescendantsOfKind(SyntaxKind.IfStatement).filter((node) => guardClause.match(node)).length;
  };

  it("asks with a guard helper for what is invalid", () => {
    const vocabulary = { ...noVocabulary, guardHelpers: ["isBad", "check.empty"] };
    expect(guardsWith("function f(a) { if (isBad(a)) return; go(); }", { vocabulary })).toBe(1);
    expect(guardsWith("function f(a) { if (this.check.empty(a) || !a.x) return null; go(); }", { vocabulary })).toBe(1);
    expect(guardsWith("function f(a) { if (isGood(a)) return; go(); }", { vocabulary })).toBe(0);
    expect(guardsWith("function f(a) { if (isBad(a)) return; go(); }", {})).toBe(0);
  });

  it("leaves by a call that never returns by its type", () => {
    const code = `declare function fail(message: string): never;
declare function failLater(message: string): void;
declare const cli: { error(message: string): never };
export function f(a?: string) {
  if (!a) fail("no a");
  if (a === "x") return cli.error("x");
  if (a === "y") failLater("y");
  return a;
}`;
    const dir = folderOf({ "tsconfig.json": '{ "compilerOptions": { "strict": true } }', "code.ts": code });
    expect(guardsWith(code, { types: createTypes(dir, ["code.ts"])("code.ts") })).toBe(2);
    expect(guardsWith(code, {})).toBe(0);
  });

  it("asks for no types where a name says nothing of the sort", () => {
    const types = {
      ...noTypes,
      returnsNever: () => {
        throw new Error("asked");
      },
    };
    expect(guardsWith("function f(a) { if (a) save(a); if (a) console.error(a); go(); }", { types })).toBe(0);
  });
});

describe("an early exit that is passed over", () => {
  it.each([
    ["feature-or-state", "if (!this.enabled) return; go();"],
    ["feature-or-state", "if (this.started) return; go();"],
    ["feature-or-state", "if (!a || closed) return; go();"],
    ["nothing-follows", "if (!a) return;"],
    ["loop-control", "for (const x of a) { if (!x) continue; go(x); }"],
    ["loop-control", "while (true) { const x = next(); if (!x) break; go(x); }"],
    ["recursion-base-case", "if (!a) return null; return f(a.left);"],
    ["renders-nothing", "if (!a) return null; return <b>{a}</b>;"],
    ["lookup", "if (!a.has(b)) return; return a.get(b);"],
  ])("is so by the rule %s in %s", (rule, body) => {
    expect(skipsOf(`function f(a, b) { ${body} }`, [], "code.tsx")).toEqual([`guard-clause ${rule}`]);
  });

  it.each([
    "if (a) return 1; go();",
    "if (a > 5) return; go();",
    "if (!a) { go(); } else { stop(); }",
    "if (!a) return null; go();",
    "if (!this.enabled) throw new Error('x'); go();",
  ])("has no rule where it looks like none, or is found: %s", (body) => {
    expect(skipsOf(`function f(a, b) { ${body} }`, [])).toEqual([]);
  });
});
