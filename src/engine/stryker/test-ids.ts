/** Tests under the ids that Stryker gives them: their file, and the names of their suites and their own. */

/** What stands between the names in an id, as in Vitest's own patterns for names of tests. */
export function separatorIn(vitestVersion: string): string {
  return Number(vitestVersion.split(".", 1)[0]) >= 5 ? " > " : " ";
}

/**
 * The tests of a file by their ids.
 *
 * @param file its name in the ids: relative to the sandbox, with `/`
 */
export function testsIn<T extends { readonly type?: string; readonly name?: string; readonly tasks?: readonly T[] }>(
  root: T,
  file: string,
  separator: string,
): readonly (readonly [id: string, test: T])[] {
  const walk = (suite: T, names: readonly string[]): readonly (readonly [string, T])[] =>
    (suite.tasks ?? []).flatMap((task) => {
      const full = [...names, task.name ?? ""];
      return task.type === "suite" ? walk(task, full) : [[`${file}#${full.join(separator).trim()}`, task] as const];
    });
  return walk(root, []);
}
