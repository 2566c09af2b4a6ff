import { describe, expect, it } from "vitest";
import { mutated } from "../support/mutate.js";

describe("reject-to-resolve", () => {
  it.each<[string, string[]]>([
    [
      "new Promise((res, rej) => { try { a(); } catch (e) { rej(e); } });",
      ["new Promise((res, rej) => { try { a(); } catch (e) { res(undefined); } });"],
    ],
    [
      "new Promise((resolve, reject) => { if (!a) { reject(new Error('x')); return; } resolve(a); });",
      ["new Promise((resolve, reject) => { if (!a) { resolve(undefined); return; } resolve(a); });"],
    ],
    ["p.catch((e) => Promise.reject(e));", ["p.catch((e) => Promise.resolve());"]],
    [
      "new Promise((resolve, reject) => { p.catch(reject); });",
      ["new Promise((resolve, reject) => { p.catch(() => resolve(undefined)); });"],
    ],
    [
      "new Promise((resolve, reject) => { s.on('error', (e) => { undo(); reject(e); }); });",
      ["new Promise((resolve, reject) => { s.on('error', (e) => { undo(); resolve(undefined); }); });"],
    ],
    // Nobody knows what resolves what this rejects:
    ["try { a(); } catch (e) { reject(e); }", []],
    ["new Promise((_, reject) => { try { a(); } catch (e) { other.reject(e); } });", []],
  ])("turns %s into %j", (before, after) => {
    expect(mutated(before, "reject-to-resolve")).toEqual(after);
  });
});
