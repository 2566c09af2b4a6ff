import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { faultline, isMatrix } from "../support/cli.js";

const example = path.join(import.meta.dirname, "../../examples/tenant-connection");

interface Document {
  readonly errorPaths: readonly {
    readonly id: string;
    readonly file: string;
    readonly owner: string;
    readonly kind: string;
    readonly verdict: string;
    readonly stubbed: boolean;
    readonly coveredButUnverified: boolean;
    readonly lines: { readonly executable: readonly number[]; readonly covered: readonly number[] };
  }[];
  readonly coverage: { readonly origin: string; readonly reports: readonly string[] };
  readonly confidence: { readonly coveredPercent: number; readonly assertedPercent: number; readonly gap: number };
  readonly touching: readonly { readonly pathIds: readonly string[] }[];
  readonly totals: {
    readonly mutants: Readonly<Record<string, number>>;
    readonly coveredButUnverified: number;
    readonly stubbed: number;
  };
}

async function verdictsOf(suite: string): Promise<Document & { readonly code: number | null }> {
  const { code, stdout, stderr } = await faultline(["--config", `stryker.${suite}.conf.json`, "--json"], example);
  expect(stdout, stderr).not.toBe("");
  return { ...JSON.parse(stdout), code };
}

const byPath = ({ errorPaths }: Document) =>
  errorPaths.map(({ file, owner, kind, verdict }) => `${path.basename(file)} ${owner} ${kind}: ${verdict}`);

// The example needs its own dependencies, which only this repository has.
describe.skipIf(isMatrix)("the tenant connection, against PostgreSQL", () => {
  it("with the naive suite is covered but unverified, path by path", async () => {
    const document = await verdictsOf("naive");
    expect(byPath(document)).toMatchSnapshot();
    expect(document.totals.mutants["error"]).toBe(0);
    expect(document.code).toBe(1);
    // All of it in lines that the coverage provider itself calls covered.
    expect(document.coverage).toMatchObject({ origin: "provider", reports: ["@vitest/coverage-v8"] });
    expect(document.errorPaths.every(({ lines }) => lines.executable.length > 0)).toBe(true);
    expect(document.confidence).toMatchObject({ coveredPercent: 100, assertedPercent: 0, gap: 100 });
    expect(document.totals.coveredButUnverified).toBe(document.errorPaths.length);
    expect(document.touching.length).toBeGreaterThan(5);
  });

  it("with the honest suite is asserted, path by path", async () => {
    const document = await verdictsOf("honest");
    expect(byPath(document).filter((line) => !line.endsWith(": asserted"))).toEqual([]);
    expect(document.errorPaths.length).toBeGreaterThan(10);
    expect(document.totals).toMatchObject({ mutants: { survived: 0 }, stubbed: 0 });
    // Whoever closes a database under a connection runs its listener too, and may be about something else.
    const listener = document.errorPaths.filter(({ kind }) => kind === "error-listener").map(({ id }) => id);
    expect(document.touching.flatMap(({ pathIds }) => pathIds).filter((id) => !listener.includes(id))).toEqual([]);
    expect(document.code).toBe(0);
  });

  it("with the stubbed suite is asserted against stand-ins, path by path", async () => {
    const document = await verdictsOf("stubbed");
    expect(
      document.errorPaths.map(
        ({ file, owner, kind, verdict, stubbed }) =>
          `${path.basename(file)} ${owner} ${kind}: ${verdict}${stubbed ? ", stubbed" : ""}`,
      ),
    ).toMatchSnapshot();
    expect(document.confidence).toMatchObject({ coveredPercent: 100, assertedPercent: 100, gap: 0 });
    expect(document.code).toBe(0);
  });

  it("keeps its README's suites apart by nothing but their tests", () => {
    const read = (suite: string) => JSON.parse(readFileSync(path.join(example, `stryker.${suite}.conf.json`), "utf8"));
    const { vitest: naive, ...naiveRest } = read("naive");
    for (const suite of ["honest", "stubbed"]) {
      const { vitest: other, ...rest } = read(suite);
      expect(rest).toEqual(naiveRest);
      expect(other.configFile).not.toBe(naive.configFile);
    }
  });
});
