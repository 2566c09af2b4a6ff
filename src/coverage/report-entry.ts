/** What a coverage report says of one file. */
export interface ReportEntry {
  /** As the report spells it: absolute or relative, with `/` or `\`. */
  readonly path: string;
  /** Hits of its executable lines. Read when asked for: a report may hold thousands of files, a run needs few. */
  readonly hits: () => LineHits;
}

/** Hits by one-based line number. */
export type LineHits = Readonly<Record<number, number>>;
