import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { faultline, isMatrix } from "../support/cli.js";

const example = path.join(import.meta.dirname, "../../examples/tenant-connection");

interface Document {
  readonly errorPaths: readonly {
    readonly file: string;
    readonly owner: string;
    readonly kind: string;
    readonly verdict: string;
  }[];
  readonly totals: { readonly mutants: Readonly<Record<string, number>> };
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
  });

  it("with the honest suite is asserted, path by path", async () => {
    const document = await verdictsOf("honest");
    expect(byPath(document).filter((line) => !line.endsWith(": asserted"))).toEqual([]);
    expect(document.errorPaths.length).toBeGreaterThan(10);
    expect(document.totals.mutants["survived"]).toBe(0);
    expect(document.code).toBe(0);
  });

  it("keeps its README's two suites apart by nothing but their tests", () => {
    const read = (suite: string) => JSON.parse(readFileSync(path.join(example, `stryker.${suite}.conf.json`), "utf8"));
    const { vitest: naive, ...naiveRest } = read("naive");
    const { vitest: honest, ...honestRest } = read("honest");
    expect(naiveRest).toEqual(honestRest);
    expect(naive.configFile).not.toBe(honest.configFile);
  });
});
