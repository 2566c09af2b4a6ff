// Functions with one error path each, and what a test says of them. `n` makes the names differ.
//
// A template's checks are statements for the body of an async test. `happy` and `failing` together notice every
// mutant of the function; `touching` runs the error path and asserts nothing that depends on it.

const READ = "(key: string) => Promise<string>";
const LOST = 'async () => Promise.reject(new Error("lost"))';

const fallback = {
  source: (n) => `
export async function setting${n}(read: ${READ}, key: string): Promise<string> {
  try {
    return (await read(key)).trim();
  } catch {
    return \`default of \${key}\`;
  }
}`,
  name: (n) => `setting${n}`,
  happy: (n) => `expect(await setting${n}(async (key) => \` \${key} \`, "a")).toBe("a");`,
  failing: (n) => `expect(await setting${n}(${LOST}, "b")).toBe("default of b");`,
  touching: (n) => `await setting${n}(${LOST}, "b");`,
};

const guard = {
  source: (n) => `
export function price${n}(amount: number): number {
  if (!Number.isFinite(amount) || amount < 0) {
    throw new RangeError(\`no price for \${amount}\`);
  }
  return amount * 3 + ${n};
}`,
  name: (n) => `price${n}`,
  happy: (n) => `expect(price${n}(2)).toBe(${6 + n});`,
  failing: (n) => `expect(() => price${n}(Number.NaN)).toThrow(RangeError);
    expect(() => price${n}(-1)).toThrow("no price for -1");`,
  touching: (n) => `try {
      price${n}(-1);
    } catch {}`,
};

const wrapped = {
  source: (n) => `
export async function record${n}(read: ${READ}, key: string): Promise<string> {
  try {
    return (await read(key)).toUpperCase();
  } catch (cause) {
    throw new Error(\`record \${key} cannot be read\`, { cause });
  }
}`,
  name: (n) => `record${n}`,
  happy: (n) => `expect(await record${n}(async (key) => key, "a")).toBe("A");`,
  failing: (n) => `await expect(record${n}(${LOST}, "b")).rejects.toThrow("record b cannot be read");`,
  touching: (n) => `await record${n}(${LOST}, "b").catch(() => {});`,
};

const promise = {
  source: (n) => `
export function names${n}(read: ${READ}, key: string): Promise<string[]> {
  return read(key)
    .then((text) => text.split(","))
    .catch(() => ["nobody"]);
}`,
  name: (n) => `names${n}`,
  happy: (n) => `expect(await names${n}(async () => "a,b", "a")).toEqual(["a", "b"]);`,
  failing: (n) => `expect(await names${n}(${LOST}, "b")).toEqual(["nobody"]);`,
  touching: (n) => `await names${n}(${LOST}, "b");`,
};

const compensation = {
  source: (n) => `
export async function transfer${n}(read: ${READ}, key: string, ledger: string[]): Promise<string> {
  ledger.push("begin");
  try {
    const text = await read(key);
    ledger.push("commit");
    return text;
  } catch (error) {
    ledger.push("rollback");
    throw error;
  }
}`,
  name: (n) => `transfer${n}`,
  happy: (n) => `expect(await transfer${n}(async (key) => key, "a", [])).toBe("a");`,
  failing: (n) => `const ledger${n}: string[] = [];
    await expect(transfer${n}(${LOST}, "b", ledger${n})).rejects.toThrow("lost");
    expect(ledger${n}).toEqual(["begin", "rollback"]);`,
  touching: (n) => `await transfer${n}(${LOST}, "b", []).catch(() => {});`,
};

const discriminating = {
  source: (n) => `
export function size${n}(text: string, parse: (text: string) => object = JSON.parse): number {
  try {
    return Object.keys(parse(text)).length;
  } catch (error) {
    if (error instanceof SyntaxError) return -1;
    throw error;
  }
}`,
  name: (n) => `size${n}`,
  happy: (n) => `expect(size${n}('{ "a": 1 }')).toBe(1);`,
  failing: (n) => `expect(size${n}("{")).toBe(-1);
    const broken${n} = () => {
      throw new TypeError("broken");
    };
    expect(() => size${n}("{", broken${n})).toThrow("broken");`,
  touching: (n) => `size${n}("{");`,
};

const cleanup = {
  source: (n) => `
export async function locked${n}(read: ${READ}, key: string, locks: Set<string>): Promise<string> {
  locks.add(key);
  try {
    return await read(key);
  } finally {
    locks.delete(key);
  }
}`,
  name: (n) => `locked${n}`,
  happy: (n) => `const held${n} = new Set<string>();
    expect(await locked${n}(async () => String(held${n}.size), "a", held${n})).toBe("1");`,
  failing: (n) => `const locks${n} = new Set<string>();
    const sizes${n}: number[] = [];
    const slow${n} = async () => {
      await Promise.resolve();
      sizes${n}.push(locks${n}.size);
      throw new Error("lost");
    };
    await expect(locked${n}(slow${n}, "b", locks${n})).rejects.toThrow("lost");
    expect([...sizes${n}, locks${n}.size]).toEqual([1, 0]);`,
  touching: (n) => `await locked${n}(${LOST}, "b", new Set()).catch(() => {});`,
};

const callback = {
  source: (n) => `
type Lookup${n} = (key: string, done: (error: Error | null, text?: string) => void) => void;
export function lookUp${n}(lookup: Lookup${n}, key: string, done: (error: Error | null, size?: number) => void): void {
  lookup(key, (error, text) => {
    if (error) {
      done(error);
      return;
    }
    done(null, text?.length);
  });
}`,
  name: (n) => `lookUp${n}`,
  happy: (n) => `const found${n}: unknown[] = [];
    lookUp${n}((key, done) => done(null, key), "abc", (...given) => found${n}.push(...given));
    expect(found${n}).toEqual([null, 3]);`,
  failing: (n) => `const failed${n}: unknown[] = [];
    const lost${n} = new Error("lost");
    lookUp${n}((_, done) => done(lost${n}), "b", (...given) => failed${n}.push(...given));
    expect(failed${n}).toEqual([lost${n}]);`,
  touching: (n) => `lookUp${n}((_, done) => done(new Error("lost")), "b", () => {});`,
};

export const templates = [fallback, guard, wrapped, promise, compensation, discriminating, cleanup, callback];

/** Of all templates together: 22 mutants of 8 error paths. */
export const MUTANTS_PER_PATH = 22 / 8;
