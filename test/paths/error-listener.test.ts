import { describe, expect, it } from "vitest";
import { kinds } from "../../src/paths/registry.js";
import { attachContext, noVocabulary } from "../../src/source/context.js";
import { parse } from "../../src/source/open.js";
import { noTypes } from "../../src/source/types.js";
import { instrument } from "../support/instrument.js";
import { found, mutantsOf, pathsOf } from "../support/mutate.js";

const kindsOf = (code: string) => pathsOf(code).map(({ kind }) => kind);
const stream = "import { finished, pipeline } from 'node:stream';\n";

/** What is found where the project names methods of its own. */
function withMethods(code: string, ...listenerMethods: string[]): number {
  const tree = parse("code.ts", code);
  attachContext(tree, { types: noTypes, vocabulary: { ...noVocabulary, listenerMethods } });
  const kind = kinds.find(({ id }) => id === "error-listener");
  return tree.getDescendants().filter((node) => kind?.match(node) !== undefined).length;
}

describe("error-listener", () => {
  it.each([
    ["socket.on('error', (e) => { drop(e); });", "(e) => { drop(e); }"],
    ["socket.once('error', (e) => drop(e));", "(e) => drop(e)"],
    ["socket.addListener(`error`, function (e) { drop(e); });", "function (e) { drop(e); }"],
    ["server.prependListener('error', (e) => { drop(e); });", "(e) => { drop(e); }"],
    ["process.on('unhandledRejection', (reason) => { exit(reason); });", "(reason) => { exit(reason); }"],
    ["process.on('uncaughtException', () => { stop(); });", "() => { stop(); }"],
    ["worker.on('messageerror', () => { stop(); });", "() => { stop(); }"],
    ["addEventListener('unhandledrejection', (event) => { send(event); });", "(event) => { send(event); }"],
    ["image.addEventListener('error', () => { hide(); }, { once: true });", "() => { hide(); }"],
    ["xhr.onerror = () => { retry(); };", "() => { retry(); }"],
    ["this.socket!.onerror = (function (event) { retry(event); });", "function (event) { retry(event); }"],
    ["a.on('data', keep).on('error', (e) => { drop(e); });", "(e) => { drop(e); }"],
    // Nothing to mutate, but a path:
    ["socket.on('error', () => {});", "() => {}"],
    // Given by name:
    ["socket.on('error', fail); function fail(e) { drop(e); }", "function fail(e) { drop(e); }"],
    ["const fail = (e) => { drop(e); }; socket.on('error', fail);", "(e) => { drop(e); }"],
    ["class A { start() { s.on('error', this.fail.bind(this)); } fail(e) { drop(e); } }", "fail(e) { drop(e); }"],
    ["class A { fail = (e) => { drop(e); }; start() { s.onerror = this.fail; } }", "(e) => { drop(e); }"],
    // The callback of a stream:
    [`${stream}pipeline(a, b, (e) => { if (e) { drop(e); } });`, "(e) => { if (e) { drop(e); } }"],
    [`${stream}finished(a, { readable: false }, (e) => done(e));`, "(e) => done(e)"],
    ["import stream from 'stream'; stream.pipeline(a, b, (e) => done(e));", "(e) => done(e)"],
    ["const { pipeline } = require('stream'); pipeline(a, b, (e) => done(e));", "(e) => done(e)"],
  ])("in %s finds %s", (code, title) => {
    expect(found(code, "error-listener")).toEqual([title]);
  });

  it.each([
    ["another event", "socket.on('data', (e) => { drop(e); });"],
    ["no handler", "socket.onerror = null; socket.onerror = undefined;"],
    ["a handler from elsewhere", "import { fail } from './fail.js'; socket.on('error', fail);"],
    ["a parameter", "new Promise((resolve, reject) => { socket.on('error', reject); });"],
    ["a promise of an event", "import { once } from 'node:events'; await once(socket, 'error');"],
    ["an end of listening", "socket.off('error', (e) => { drop(e); });"],
    ["another pipeline", "pipeline(a, b, (e) => { if (e) { drop(e); } });"],
    ["a promise of a stream", "import { pipeline } from 'node:stream/promises'; pipeline(a, (s) => use(s), b);"],
    ["a function for other events too", "s.on('error', end); s.on('close', end); function end(e) { drop(e); }"],
    ["emitting", "socket.emit('error', (e) => { drop(e); });"],
    ["a function of its own", "on('error', (e) => { drop(e); });"],
  ])("finds none in %s", (_, code) => {
    expect(found(code, "error-listener")).toEqual([]);
  });

  it("is one path, however often the function is registered", () => {
    const code = "a.on('error', fail); b.once('error', fail); c.onerror = fail; function fail(e) { drop(e); }";
    expect(found(code, "error-listener")).toHaveLength(1);
  });

  it("leaves no function to two kinds", () => {
    expect(kindsOf("s.on('error', (err) => { if (err) { drop(err); } });")).toEqual(["error-listener"]);
    expect(kindsOf("s.on('error', onFail); function onFail(err) { if (err) { drop(err); return; } go(); }")).toEqual([
      "error-listener",
    ]);
    expect(kindsOf(`${stream}pipeline(a, b, (err) => { if (err) { drop(err); } });`)).toEqual(["error-listener"]);
  });

  it("has an `if` at its top for its own, in methods too", () => {
    const body = "if (e.code === 'X') throw e; drop(e);";
    expect(kindsOf(`s.on('error', (e) => { ${body} });`)).toEqual(["error-listener"]);
    expect(kindsOf(`class A { m() { s.on('error', this.fail); } fail(e) { ${body} } }`)).toEqual(["error-listener"]);
    expect(kindsOf(`s.on('data', (e) => { ${body} });`)).toEqual(["guard-clause"]);
  });

  it("of a stream's callback is the branch for the failure, where there is one", () => {
    const reach = (code: string) =>
      pathsOf(code).map(({ reach: { span }, runsOnSuccess }) => [code.slice(span.start, span.end), runsOnSuccess]);
    expect(reach(`${stream}pipeline(a, b, (e) => { if (e) { drop(e); } else { go(); } });`)).toEqual([
      ["{ drop(e); }", false],
    ]);
    expect(reach(`${stream}pipeline(a, b, (e) => { cb(e); });`)).toEqual([["{ cb(e); }", true]]);
    expect(reach("s.on('error', (e) => { cb(e); });")).toEqual([["{ cb(e); }", false]]);
  });

  it("knows the methods that the project names", () => {
    expect(withMethods("bus.listen('error', (e) => { drop(e); });")).toBe(0);
    expect(withMethods("bus.listen('error', (e) => { drop(e); });", "listen")).toBe(1);
    expect(withMethods("bus.listen('data', (e) => { drop(e); });", "listen")).toBe(0);
    expect(withMethods("bus.onFailure((e) => { drop(e); });", "bus.onFailure")).toBe(1);
  });

  it("has mutants and probes that Stryker places", async () => {
    const code = `${stream}s.on('error', (e) => { if (e.code === 'X') return; undo(); cb(e); }); x.onerror = (e) => fail(e);
      s.on('error', fail); function fail(e) { undo(); } class A { m() { s.on('error', this.n); } n(e) { undo(); throw e; } }
      pipeline(a, b, (err) => { if (err) { undo(); return cb(err); } cb(null); });`;
    const { unplaced, probes } = await instrument(code);
    expect([...unplaced]).toEqual([]);
    expect(probes.size).toBe(pathsOf(code).length);
    expect(mutantsOf(code).length).toBeGreaterThan(8);
  });
});
