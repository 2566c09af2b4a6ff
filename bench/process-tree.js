// What a process and all its descendants cost, read from /proc a few times a second.
//
// CPU time is exact for every process that its parent waited for: the kernel adds it up, link by link, in the
// field for waited-for children of this process. Only what outlives its parent is missing there; of that the
// CPU time last seen is added. Memory is the largest sum of resident sets seen; pages that two processes
// share count twice. What all other processes used meanwhile says how quiet the machine was; this one, which watches,
// is among them.
import { existsSync, readdirSync, readFileSync } from "node:fs";

const INTERVAL_MS = 100;
/** Of the times in /proc/<pid>/stat: USER_HZ, which is 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

export const canWatch = existsSync("/proc/self/stat");

/** Nothing where the process is gone. */
function readProcess(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "latin1");
    const [, parent, ...rest] = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const [own, system, children, childrenSystem] = rest.slice(9, 13).map(Number);
    const childTicks = children + childrenSystem;
    return { pid: Number(pid), parent: Number(parent), born: rest[17], childTicks, ticks: own + system + childTicks };
  } catch {
    return undefined;
  }
}

function residentBytes(pid) {
  try {
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** Of all processes of the machine, without what waited for a disk. */
function busyTicks() {
  const [user, nice, system, , , irq, softirq] = readFileSync("/proc/stat", "latin1")
    .split(/\s+/)
    .slice(1, 8)
    .map(Number);
  return user + nice + system + irq + softirq;
}

function isAlive({ pid, born }) {
  return readProcess(pid)?.born === born;
}

/** Watches a child of this process, from now until `stop` is called after its end. */
export function watchTree(rootPid) {
  if (!canWatch) return { living: () => [], abandon: () => {}, stop: () => ({}) };
  const reapedBefore = readProcess("self").childTicks;
  const busyBefore = busyTicks();
  const known = new Map();
  let peakBytes = 0;

  const sample = () => {
    const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    const running = all.map(readProcess).filter((each) => each !== undefined);
    const isKnown = ({ pid, born }) => known.get(pid)?.born === born;
    let tree = running.filter((each) => each.pid === rootPid || isKnown(each));
    for (let grown = true; grown; ) {
      const pids = new Set(tree.map(({ pid }) => pid));
      const more = running.filter(({ pid, parent }) => pids.has(parent) && !pids.has(pid));
      tree = [...tree, ...more];
      grown = more.length > 0;
    }
    const pids = new Set(tree.map(({ pid }) => pid));
    for (const each of tree) {
      known.set(each.pid, { ...each, isOrphan: each.pid !== rootPid && !pids.has(each.parent) });
    }
    peakBytes = Math.max(
      peakBytes,
      tree.reduce((sum, { pid }) => sum + residentBytes(pid), 0),
    );
    return tree;
  };

  sample();
  const timer = setInterval(sample, INTERVAL_MS);
  return {
    living: () => [...known.values()].filter(isAlive),
    /** To be called before all of them are killed at once: then nobody waits for what is below the root. */
    abandon() {
      clearInterval(timer);
      for (const { pid } of sample()) if (pid !== rootPid) known.get(pid).isOrphan = true;
    },
    stop() {
      clearInterval(timer);
      // What the root left behind.
      if ([...known.values()].some(isAlive)) sample();
      const orphans = [...known.values()].filter(({ isOrphan }) => isOrphan);
      const ticks = readProcess("self").childTicks - reapedBefore + orphans.reduce((sum, each) => sum + each.ticks, 0);
      const others = Math.max(0, busyTicks() - busyBefore - ticks);
      return { cpuSeconds: ticks / TICKS_PER_SECOND, othersCpuSeconds: others / TICKS_PER_SECOND, peakBytes };
    },
  };
}
