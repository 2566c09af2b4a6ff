// Who may import whom: the table in docs/architecture.md.
const only = (name, from, allowed) => ({
  name,
  severity: "error",
  from: { path: from },
  to: {
    pathNot: [
      ...allowed,
      "^node:",
      "^(assert|child_process|crypto|diagnostics_channel|fs|module|os|path|perf_hooks|timers|url|util)(/promises)?$",
    ],
  },
});

const pkg = (...names) => names.map((name) => `(^|node_modules/)${name}(/|$)`);

module.exports = {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    only("model-imports-nothing", "^src/model\\.ts$", []),
    only("source", "^src/source/", ["^src/(model|errors)\\.ts$", "^src/source/", ...pkg("ts-morph", "tinyglobby")]),
    only("paths", "^src/paths/", ["^src/model\\.ts$", "^src/(source|paths)/", ...pkg("ts-morph")]),
    only("operators", "^src/operators/", ["^src/model\\.ts$", "^src/(source|paths|operators)/", ...pkg("ts-morph")]),
    only("select", "^src/select/", ["^src/model\\.ts$", "^src/select/"]),
    only("judge", "^src/judge/", ["^src/model\\.ts$", "^src/judge/", "^src/tests/(calls|read-tests|stand-ins)\\.ts$"]),
    only("coverage", "^src/coverage/", [
      "^src/(model|errors)\\.ts$",
      "^src/coverage/",
      ...pkg("istanbul-lib-coverage", "@types/istanbul-lib-coverage", "@friedemannsommer/lcov-parser", "tinyglobby"),
    ]),
    only("tests", "^src/tests/", ["^src/model\\.ts$", "^src/(source|tests)/", ...pkg("ts-morph")]),
    only("reporters", "^src/reporters/", [
      "^src/model\\.ts$",
      "^src/source/code-frame\\.ts$",
      "^src/reporters/",
      ...pkg("fast-string-width"),
    ]),
    only("suggest", "^src/suggest/", [
      "^src/model\\.ts$",
      "^src/(source|paths|operators|tests|suggest)/",
      ...pkg("ts-morph"),
    ]),
    only("config", "^src/config/", [
      "^src/(model|errors)\\.ts$",
      "^src/config/",
      "^src/(operators|paths)/registry\\.ts$",
      ...pkg("ts-morph", "fastest-levenshtein"),
    ]),
    only("setup", "^src/setup/", ["^src/errors\\.ts$", "^src/config/read-config\\.ts$", "^src/setup/"]),
    only("engine", "^src/engine/", [
      "^src/(model|errors)\\.ts$",
      "^src/engine/",
      ...pkg("@stryker-mutator", "@babel", "@types", "tinyglobby", "vitest"),
    ]),
    {
      name: "only-the-engine-knows-stryker-and-vitest",
      severity: "error",
      from: { path: "^src", pathNot: "^src/engine/stryker/" },
      to: { path: pkg("@stryker-mutator", "vitest", "@babel") },
    },
    {
      name: "only-the-command-line-knows-yargs",
      severity: "error",
      from: { path: "^src", pathNot: "^src/cli/" },
      to: { path: pkg("yargs", "@types/yargs") },
    },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
  },
};
