/**
 * The real clock and timers: tests put false ones in their place, and in a context of its own (`vmThreads`) a DOM
 * has timers that Node cannot be asked about.
 */
import timers from "node:timers";

export const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate } = timers;
export const now = performance.now.bind(performance);
