/** The real clock and timers: tests put false ones in their place. */
export const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate } = globalThis;
export const now = performance.now.bind(performance);
