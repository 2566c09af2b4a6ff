/** The command that tries a mutant, or an error path, once more. */
import type { ErrorPath, Mutant } from "../model.js";
import { plain } from "./style.js";
import { widthOf } from "./width.js";

/** Lines to be copied together: what does not fit on one goes on behind a backslash. */
export function rerunCommand(target: Mutant | ErrorPath, command: string, room: number): readonly string[] {
  const file = plain(quoted(target.file));
  const more = "operator" in target && target.operator.startsWith("stryker") ? ["--operators +stryker"] : [];
  const only = `--only ${target.id}`;
  const words = [command, file, only, ...more];
  const whole = words.join(" ");
  if (widthOf(whole) <= room) return [whole];
  // An id is found without the file as well; a name that a terminal breaks cannot be copied.
  const fitting = widthOf(file) + 2 <= room ? words : words.filter((each) => each !== file);
  return fitting.map((word, index) => (index === fitting.length - 1 ? word : `${word} \\`));
}

/** As a shell takes it for one word. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
