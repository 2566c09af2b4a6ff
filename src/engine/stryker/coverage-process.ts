/**
 * One run of the project's own Vitest with its own coverage provider, in a process of its own: as
 * `vitest run --coverage` would, but with nothing written into the project.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { messageOf } from "../../errors.js";
import type { ProviderCoverage } from "../engine.js";
import type { CoverageJob } from "./coverage-protocol.js";
import { escapeGlob } from "./escape-glob.js";
import { openVitest } from "./open-vitest.js";

const PACKAGES: Readonly<Record<string, string>> = { v8: "@vitest/coverage-v8", istanbul: "@vitest/coverage-istanbul" };

interface Vitest {
  readonly config: {
    readonly coverage: { readonly provider?: string };
    related?: readonly string[];
    snapshotOptions: { updateSnapshot: string };
  };
  readonly projects?: readonly { readonly config: { snapshotOptions: { updateSnapshot: string } } }[];
  start(): Promise<unknown>;
  close(): Promise<unknown>;
}

/** How long Vitest may take to close, in milliseconds. */
const CLOSE_MS = 3_000;

process.once("message", (job: CoverageJob) => {
  takeCoverage(job)
    .catch((error: unknown): ProviderCoverage => ({ problem: messageOf(error) }))
    .then((result) => process.send?.(result, () => process.exit(0)));
});

async function takeCoverage(job: CoverageJob): Promise<ProviderCoverage> {
  const project = createRequire(path.join(job.projectDir, "package.json"));
  const installed = Object.keys(PACKAGES).filter((provider) => isInstalled(project, PACKAGES[provider] ?? ""));
  const [fallback] = installed;
  if (fallback === undefined) return { problem: "the project has no coverage provider of Vitest's" };
  const open = (provider?: string) => openVitest<Vitest>(job.projectDir, job.vitest, optionsOf(job, provider));
  let { vitest } = await open();
  let { provider = "v8" } = vitest.config.coverage;
  if (Object.hasOwn(PACKAGES, provider) && !installed.includes(provider)) {
    await close(vitest);
    provider = fallback;
    ({ vitest } = await open(provider));
  }
  if (job.vitest.related !== false) {
    vitest.config.related = job.files.map((file) => path.join(job.projectDir, file).replaceAll("\\", "/"));
  }
  await vitest.start();
  const report = readFileSync(path.join(job.reportsDir, "coverage-final.json"), "utf8");
  await close(vitest);
  return { provider: PACKAGES[provider] ?? provider, report };
}

/** Vitest takes its temporary folder away when it is closed; what a test left open must not keep us. */
async function close(vitest: Vitest): Promise<void> {
  await Promise.race([vitest.close(), setTimeout(CLOSE_MS)]);
}

function optionsOf({ reportsDir, files }: CoverageJob, provider: string | undefined) {
  return {
    coverage: {
      ...(provider === undefined ? {} : { provider }),
      enabled: true,
      clean: true,
      reportOnFailure: true,
      reporter: [["json", { file: "coverage-final.json" }]],
      reportsDirectory: reportsDir,
      include: files.map(escapeGlob),
      // The user's own may be set to write themselves into the configuration file.
      thresholds: { autoUpdate: false },
    },
  };
}

function isInstalled(project: NodeJS.Require, name: string): boolean {
  try {
    project.resolve(name);
    return true;
  } catch {
    return false;
  }
}
