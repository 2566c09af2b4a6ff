/** Tests under the ids that Stryker gives them: their file, and the names of their suites and their own. */

/**
 * The tests of a file by their ids.
 *
 * @param file its name in the ids: relative to the sandbox, with `/`
 */
export function testsIn<T extends { readonly type?: string; readonly name?: string; readonly tasks?: readonly T[] }>(
  root: T,
  file: string,
): readonly (readonly [id: string, test: T])[] {
  const walk = (suite: T, names: readonly string[]): readonly (readonly [string, T])[] =>
    (suite.tasks ?? []).flatMap((task) => {
      const full = [...names, task.name ?? ""];
      return task.type === "suite" ? walk(task, full) : [[`${file}#${full.join(" ").trim()}`, task] as const];
    });
  return walk(root, []);
}
