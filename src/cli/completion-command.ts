/** `faultline completion`: the script that has the shell ask for what can stand at the cursor. */
import yargs, { type CommandModule } from "yargs";

export const completionCommand: CommandModule = {
  command: "completion",
  describe: "print a script for your shell (bash, zsh, fish) that completes commands, options and values",
  builder: (parser) =>
    parser
      .example("$0 completion >> ~/.bashrc", "for bash")
      .example("$0 completion >> ~/.zshrc", "for zsh")
      .example("$0 completion > ~/.config/fish/completions/faultline.fish", "for fish"),
  handler() {
    yargs([]).scriptName("faultline").showCompletionScript();
  },
};
