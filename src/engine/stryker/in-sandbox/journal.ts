/** What a test file finds, written down at once: a worker that hangs or dies has said what it did. */
import { randomUUID } from "node:crypto";
import { closeSync, openSync, writeSync } from "node:fs";
import path from "node:path";
import type { JournalEntry } from "../pass/pass-protocol.js";
import { input } from "./namespace.js";

const file = openSync(path.join(input.journals, `${randomUUID()}.jsonl`), "a");

export function write(entry: JournalEntry): void {
  writeSync(file, `${JSON.stringify(entry)}\n`);
}

/** Says that this worker still answers. */
export function beat(): void {
  writeSync(file, "\n");
}

export function close(): void {
  closeSync(file);
}
