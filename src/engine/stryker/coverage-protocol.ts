/** What the process that takes coverage is told. Plain JSON. */
import type { VitestSettings } from "../engine.js";

export interface CoverageJob {
  readonly projectDir: string;
  /** Where the provider may write. */
  readonly reportsDir: string;
  /** The files to cover, relative to the project. */
  readonly files: readonly string[];
  readonly vitest: VitestSettings;
}
