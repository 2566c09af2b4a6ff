/** The real clock and timers: tests put false ones in their place. */
export const { setTimeout, clearTimeout, setInterval, clearInterval } = globalThis;
export const now = performance.now.bind(performance);
