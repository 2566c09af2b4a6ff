/** What the terminal is like: its width, and whether it wants colours. */
import type { Look } from "../reporters/style.js";

const DEFAULT_WIDTH = 100;

interface ColorArguments {
  readonly color?: boolean;
  readonly noColor?: boolean;
}

/** A pseudo-terminal that nobody has sized says 0 columns. @see https://no-color.org and https://force-color.org */
export function lookOf(stream: { readonly isTTY?: boolean; readonly columns?: number }, given: ColorArguments): Look {
  return { color: wantsColor(stream, given), width: stream.columns || DEFAULT_WIDTH };
}

function wantsColor(stream: { readonly isTTY?: boolean }, { color, noColor }: ColorArguments): boolean {
  if (noColor === true) return false;
  if (color !== undefined) return color;
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "") return FORCE_COLOR !== "0";
  return stream.isTTY === true && TERM !== "dumb";
}
