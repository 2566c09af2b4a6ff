/** What the user's test files set up, test by test. */
import type { Test } from "../model.js";
import type { Modules } from "../source/modules.js";
import { hoistedStandIns, type StandIn, standInsOf } from "./stand-ins.js";
import { setupPieces, testSlices } from "./test-slices.js";

/** The stand-ins that are in force while a test runs. */
export interface TestStandIns {
  /** Set up by the test's own function. */
  readonly own: readonly StandIn[];
  /** Set up for it by its file, hooks, helpers and setup files. */
  readonly around: readonly StandIn[];
}

/** Reads test files when a test of theirs is asked for, each once. */
export function createTestReader(modules: Modules, setupFiles: readonly string[]): (test: Test) => TestStandIns {
  const files = new Map<string, (name: string) => TestStandIns>();
  const setup = setupFiles.flatMap((file) => [
    ...hoistedStandIns(modules, file),
    ...standInsOf(modules, setupPieces(modules, file)),
  ]);
  return ({ file, name }) => {
    const read = files.get(file) ?? readFile(modules, file, setup);
    files.set(file, read);
    return read(name);
  };
}

function readFile(modules: Modules, file: string, setup: readonly StandIn[]): (name: string) => TestStandIns {
  const hoisted = [...setup, ...hoistedStandIns(modules, file)];
  const slices = testSlices(modules, file).map(({ name, own, pieces }) => {
    let standIns: TestStandIns | undefined;
    const read = () => {
      if (standIns !== undefined) return standIns;
      const around = pieces().filter((piece) => !own.some((each) => each.node === piece.node));
      standIns = { own: standInsOf(modules, own), around: [...hoisted, ...standInsOf(modules, around)] };
      return standIns;
    };
    return { name, read };
  });
  // A test with a title that only running it tells may match several: then all of them may hold.
  return (name) => {
    const matching = mostTelling(slices.filter((slice) => slice.name.test(name)));
    if (matching.length === 0) return { own: [], around: hoisted };
    const all = matching.map(({ read }) => read());
    return { own: all.flatMap(({ own }) => own), around: all.flatMap(({ around }) => around) };
  };
}

/** Of several patterns the ones with the fewest placeholders. */
function mostTelling<T extends { readonly name: RegExp }>(slices: readonly T[]): readonly T[] {
  const placeholders = ({ name }: T) => name.source.split(".*").length;
  const fewest = Math.min(...slices.map(placeholders));
  return slices.filter((slice) => placeholders(slice) === fewest);
}
