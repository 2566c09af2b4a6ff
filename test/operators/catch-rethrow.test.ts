import { describe, expect, it } from "vitest";
import { mutated } from "../support/mutate.js";

describe("catch-rethrow", () => {
  it.each<[string, string[]]>([
    ["try { a(); } catch (e) { b(); }", ["try { a(); } catch (e) { throw e; }"]],
    ["try { a(); } catch { b(); }", ["try { a(); } catch (error) { throw error; }"]],
    ["try { a(); } catch { b(error); }", ["try { a(); } catch (error1) { throw error1; }"]],
    ["try { a(); } catch ({ code }) { b(code); }", ["try { a(); } catch (error) { throw error; }"]],
    ["try { a(); } catch {}", ["try { a(); } catch (error) { throw error; }"]],
    // It does so already:
    ["try { a(); } catch (e) { throw e; }", []],
    ["try { a(); } catch (e) { throw (e as Error); }", []],
    ["try { a(); } catch (e) { console.log(e); throw e; }", []],
  ])("turns %s into %j", (before, after) => {
    expect(mutated(before, "catch-rethrow")).toEqual(after);
  });
});
