/** What a test file finds, written down at once: a worker that hangs or dies has said what it did. */
import { randomUUID } from "node:crypto";
import { closeSync, openSync, writeSync } from "node:fs";
import path from "node:path";
import type { JournalEntry } from "../pass/pass-protocol.js";
import { input } from "./namespace.js";

let file: number | undefined;

/** A new journal. Test files that share their modules share this one too, but each has a journal of its own. */
export function open(): void {
  file = openSync(path.join(input.journals, `${randomUUID()}.jsonl`), "a");
}

function add(text: string): void {
  if (file === undefined) throw new Error("no journal is open");
  writeSync(file, text);
}

export function write(entry: JournalEntry): void {
  add(`${JSON.stringify(entry)}\n`);
}

/** Says that this worker still answers. */
export function beat(): void {
  add("\n");
}

export function close(): void {
  if (file !== undefined) closeSync(file);
  file = undefined;
}
