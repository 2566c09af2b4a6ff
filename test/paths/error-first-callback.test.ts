import { describe, expect, it } from "vitest";
import { found } from "../support/mutate.js";

const count = (code: string) => found(code, "error-first-callback").length;

describe("error-first-callback", () => {
  it.each([
    "read((err, data) => { if (err) { return done(err); } done(null, data); });",
    "read(function (error, data) { if (error != null) throw error; use(data); });",
    "read((err) => { if (!err) { ok(); } else { bad(err); } });",
    "read((e: Error | null, data) => { if (e) { bad(e); } });",
    "read((readError) => { if (readError && !force) { bad(); } });",
    "function onRead(err, data) { if (err) { bad(err); return; } use(data); }",
    "export function errorHandler(err, req, res, next) { res.status(500).end(); }",
    "class A { done(err) { if (err) { this.bad(); } } }",
    "app.use((err, req, res, next) => { res.status(500).end(); });",
    "app.setErrorHandler((error, request, reply) => { reply.code(500).send(); });",
    "app.onError((err, c) => { return c.text('no', 500); });",
  ])("finds one in %s", (code) => {
    expect(count(code)).toBe(1);
  });

  it.each([
    ["does not test its error", "read((err, data) => { use(data); });"],
    ["asks what the error is, not whether", "function describe(err) { if (err.code === 'X') { return 1; } return 2; }"],
    [
      "formats an error",
      "function text(error) { if (error instanceof Error) return error.message; return String(error); }",
    ],
    ["is a promise handler", "p.catch((err) => { if (err) { bad(); } });"],
    ["is a listener", "socket.on('error', (err) => { if (err) { bad(); } });"],
    ["is a reducer with four parameters", "list.reduce((err, b, c, d) => { return b; });"],
    ["is a reducer whose total is an error", "list.reduce((error, b, c, d) => { if (error) return b; return c; }, 0);"],
    ["looks at each of a list of errors", "list.forEach((err) => { if (err) { show(err); } });"],
    ["has no error in front", "read((data, err) => { if (err) { bad(); } });"],
    ["shows an error, and calls nobody back", "function showError(error) { if (error) { draw(error); } }"],
    ["formats, and takes options", "function fmt(error, options) { if (error) return options.text; return ''; }"],
    ["goes on in any case", "read((err, d) => { if (!err) { cache.push(d); } done(err, d); });"],
    ["compares", "list.sort((er, b) => { if (er) { return 1; } return b; });"],
    ["takes an event", "el.handle((e) => { if (e) { go(); } });"],
  ])("finds none in a function that %s", (_, code) => {
    expect(count(code)).toBe(0);
  });
});
