import { createRequire } from "node:module";

/** faultline's own version. */
export const version: string = createRequire(import.meta.url)("../../package.json").version;
