/** The CI jobs that `faultline init --ci` writes. Pure. */

export type PackageManager = "npm" | "pnpm" | "yarn" | "bun";

const INSTALL: Readonly<Record<PackageManager, string>> = {
  npm: "npm ci",
  pnpm: "corepack enable && pnpm install --frozen-lockfile",
  yarn: "corepack enable && yarn install --immutable",
  bun: "npm install --global bun && bun install --frozen-lockfile",
};

const RUN: Readonly<Record<PackageManager, string>> = {
  npm: "npx faultline",
  pnpm: "pnpm exec faultline",
  yarn: "yarn faultline",
  bun: "bunx faultline",
};

/** A pull request is asked about what it changes, every night about all of it. */
export function githubWorkflow(manager: PackageManager): string {
  return `name: faultline

on:
  pull_request:
  schedule:
    - cron: "17 3 * * *"
  workflow_dispatch:

permissions:
  contents: read

jobs:
  faultline:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          # The history, so that it is known where the branch began.
          fetch-depth: 0
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: ${INSTALL[manager]}
      - name: Error paths that this pull request touches
        if: github.event_name == 'pull_request'
        env:
          BASE: origin/\${{ github.base_ref }}
        run: ${RUN[manager]} --since "$BASE"
      - name: All error paths
        if: github.event_name != 'pull_request'
        run: ${RUN[manager]} --json faultline.json
      - uses: actions/upload-artifact@v4
        if: always() && github.event_name != 'pull_request'
        with:
          name: faultline
          path: faultline.json
          if-no-files-found: ignore
`;
}

export function gitlabJobs(manager: PackageManager): string {
  return `# Merge requests are asked about what they change, scheduled pipelines about all of it.
.faultline:
  image: node:22
  variables:
    # The history, so that it is known where the branch began.
    GIT_DEPTH: "0"
  before_script:
    - ${INSTALL[manager]}

faultline:merge-request:
  extends: .faultline
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  script:
    - ${RUN[manager]} --since "origin/$CI_MERGE_REQUEST_TARGET_BRANCH_NAME"

faultline:all:
  extends: .faultline
  rules:
    - if: $CI_PIPELINE_SOURCE == "schedule"
  script:
    - ${RUN[manager]} --json faultline.json
  artifacts:
    when: always
    paths: [faultline.json]
`;
}
