import { describe, expect, it } from "vitest";
import { instrument } from "../support/instrument.js";
import { mutated } from "../support/mutate.js";

const inHandler = (statement: string) => {
  const [head, tail] = ["try { go(); } catch (e) { ", " }"];
  const all = mutated(`${head}${statement}${tail}`, "status-wrong");
  return all.map((each) => each.slice(head.length, -tail.length));
};

describe("status-wrong", () => {
  it.each([
    ["res.status(500).json({ error: 'x' });", "res.status(200).json({ error: 'x' });"],
    ["res.sendStatus(404);", "res.sendStatus(200);"],
    ["reply.code(422).send(e);", "reply.code(200).send(e);"],
    ["res.writeHead(404, { a: 1 });", "res.writeHead(200, { a: 1 });"],
    ["return new Response('x', { status: 404 });", "return new Response('x', { status: 200 });"],
    ["return Response.json(e, { headers, status: 500 });", "return Response.json(e, { headers, status: 200 });"],
    [
      "return NextResponse.json({ error: e }, { status: 401 });",
      "return NextResponse.json({ error: e }, { status: 200 });",
    ],
    ["return json({ error: e }, { status: 401 });", "return json({ error: e }, { status: 200 });"],
    ["throw new Response('x', { status: 403 });", "throw new Response('x', { status: 200 });"],
    ["return c.json({ error: e }, 404);", "return c.json({ error: e }, 200);"],
    ["return c.text('x', (500 as const));", "return c.text('x', (200 as const));"],
    ["res.statusCode = 404;", "res.statusCode = 200;"],
    ["ctx.response.status = 500;", "ctx.response.status = 200;"],
    ["this.res.statusCode = 503;", "this.res.statusCode = 200;"],
    ["process.exit(1);", "process.exit(0);"],
    ["process.exitCode = 2;", "process.exitCode = 0;"],
  ])("turns %s into %s", (before, after) => {
    expect(inHandler(before)).toEqual([after]);
  });

  it.each([
    "res.status(200).end();",
    "res.redirect(302, '/');",
    "process.exit(0);",
    "process.exit(code);",
    "process.exitCode ??= 1;",
    "socket.exit(1);",
    "error.status = 404;",
    "if (e.status === 404) go();",
    "return text.slice(0, 500);",
    "list.send(400);",
    "report({ status: 404 });",
    "throw new HttpError(404);",
  ])("leaves %s alone", (statement) => {
    expect(inHandler(statement)).toEqual([]);
  });

  it.each<[string, string[]]>([
    [
      "function f(a, res) { if (!a) { res.status(400).end(); return; } res.status(500); }",
      ["function f(a, res) { if (!a) { res.status(200).end(); return; } res.status(500); }"],
    ],
    ["p.catch((e) => res.status(500).end());", ["p.catch((e) => res.status(200).end());"]],
    [
      "app.use((err, req, res, next) => { res.statusCode = 500; res.end(); });",
      ["app.use((err, req, res, next) => { res.statusCode = 200; res.end(); });"],
    ],
  ])("turns %s into %j", (before, after) => {
    expect(mutated(before, "status-wrong")).toEqual(after);
  });

  it("is placed by Stryker's instrumenter", async () => {
    const { unplaced, ids, mutants } = await instrument(
      "try { go(); } catch (e) { res.statusCode = 404; res.status(500 as number).end(); new Response('x', { status: 404 }); process.exit(1); }",
    );
    expect([...unplaced]).toEqual([]);
    expect(ids.size).toBe(mutants.length);
    expect(mutants.filter(({ operator }) => operator === "status-wrong")).toHaveLength(4);
  });
});
