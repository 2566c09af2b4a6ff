/** The public API of faultline. */
export type { Engine, EngineEvents, EngineRequest, EngineResult } from "./engine/engine.js";
export { startStrykerEngine } from "./engine/stryker/engine.js";
export { BaselineError, ExitCode, FaultlineError, UsageError } from "./errors.js";
export type * from "./model.js";
export type { CheckOptions, InventoryOptions } from "./pipeline.js";
export { check, takeInventory } from "./pipeline.js";
export { renderJson } from "./reporters/json.js";
export { renderTerminal } from "./reporters/terminal.js";
export { findFiles } from "./source/find-files.js";
