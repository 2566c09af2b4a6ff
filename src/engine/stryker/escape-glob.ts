/** A file name as a pattern that matches just that file, for what takes patterns only. */
export function escapeGlob(file: string): string {
  return file.replace(/[*?[\]{}()!+@]/g, (character) => (character === "!" ? character : `[${character}]`));
}
