/** The `faultline` section of Stryker's configuration file, put into text that stays as it is. Pure. */

/** All defaults, spelled out: a place to change them. */
const SECTION = { engine: "pass", strictBaseline: false };

/** Of what Stryker's configuration says where there is none yet. */
export interface NewConfig {
  /** Globs of the sources. */
  readonly mutate: readonly string[];
}

export function newConfig({ mutate }: NewConfig): string {
  const content = {
    $schema: "./node_modules/@stryker-mutator/core/schema/stryker-schema.json",
    mutate,
    faultline: SECTION,
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/**
 * The text with the section as its last entry: in the file's own indentation and line ends.
 *
 * @param text a JSON object, known to be valid and to have no such section
 */
export function withSection(text: string): string {
  const brace = text.lastIndexOf("}");
  const before = text.slice(0, brace).trimEnd();
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  const indent = /\n([\t ]+)"/.exec(text)?.[1] ?? "  ";
  const section = JSON.stringify(SECTION, null, indent).replaceAll("\n", `${lineEnd}${indent}`);
  const comma = before.endsWith("{") ? "" : ",";
  return `${before}${comma}${lineEnd}${indent}"faultline": ${section}${lineEnd}${text.slice(brace)}`;
}

/** To be put into a configuration that is a program: it is the user's to change. */
export function sectionToAdd(): string {
  return `faultline: ${JSON.stringify(SECTION, null, 2).replaceAll(/"(\w+)":/g, "$1:")},`;
}
