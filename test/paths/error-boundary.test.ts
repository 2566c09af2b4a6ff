import { describe, expect, it } from "vitest";
import { instrument } from "../support/instrument.js";
import { found, mutated, pathsOf } from "../support/mutate.js";

describe("error-boundary", () => {
  it.each([
    ["class B extends C { componentDidCatch(e, info) { send(e, info); } }", 1],
    ["class B extends C { static getDerivedStateFromError() { return { failed: true }; } }", 1],
    ["const B = class extends C { componentDidCatch(e) { send(e); } };", 1],
    // React does not call these:
    ["class B extends C { static componentDidCatch(e) { send(e); } }", 0],
    ["class B extends C { getDerivedStateFromError() { return {}; } }", 0],
    ["class B extends C { componentDidMount() { send(); } }", 0],
    ["const b = { componentDidCatch(e) { send(e); } };", 0],
    ["declare class B { componentDidCatch(e: Error): void; }", 0],
  ])("in %s finds %i", (code, count) => {
    expect(found(code, "error-boundary", "code.tsx")).toHaveLength(count);
  });

  it("has an `if` at its top for its own", () => {
    const code = "class B extends C { componentDidCatch(e) { if (!e.known) throw e; send(e); } }";
    expect(pathsOf(code).map(({ kind }) => kind)).toEqual(["error-boundary"]);
    expect(mutated(code, "discriminate-widen")).toEqual([code.replace("!e.known", "false")]);
  });

  it("has mutants and probes that Stryker places", async () => {
    const code =
      "class B extends C { static getDerivedStateFromError() { return { failed: true }; } componentDidCatch(e) { if (e.known) { undo(); return; } send(e); } }";
    const { unplaced, probes, ids } = await instrument(code, "code.tsx");
    expect([...unplaced]).toEqual([]);
    expect(probes.size).toBe(2);
    expect(ids.size).toBeGreaterThan(3);
  });
});
