/** `faultline init`: sets a project up, and says line by line what it did and what it left. */
import type { CommandModule } from "yargs";
import { count } from "../reporters/style.js";
import { type Ci, type Step, setUp } from "../setup/set-up.js";
import { CI, oneOf } from "./options.js";

interface InitArguments {
  readonly ci?: Ci;
  readonly config?: string;
}

export const initCommand: CommandModule<object, InitArguments> = {
  command: "init",
  describe: "set a project up: configuration, .gitignore, and a CI job if you like",
  builder: (yargs) =>
    yargs
      .option("ci", {
        choices: CI,
        requiresArg: true,
        coerce: oneOf("--ci", CI),
        describe: "also write a job for this CI: .github/workflows/faultline.yml, or .gitlab-ci.yml if there is none",
        group: "Output:",
      })
      .example("$0 init", "writes the section of stryker.conf.json, or the whole file")
      .example("$0 init --ci github", "and a workflow for pull requests and the night") as never,
  handler({ ci, config }) {
    const steps = setUp(process.cwd(), ci, config);
    process.stdout.write(steps.map(lineOf).join(""));
    const written = steps.filter(({ did }) => did !== "left").length;
    const lastWord = written === 0 ? "Nothing was changed." : `${count(written, "file")} written.`;
    process.stdout.write(`${lastWord} Next: npx faultline list\n`);
  },
};

function lineOf({ file, did, what, more }: Step): string {
  const text = more === undefined ? "" : `\n${more.trimEnd().replace(/^(?=.)/gm, "    ")}\n`;
  return `${did.padEnd(7)}  ${file}: ${what}\n${text}`;
}
