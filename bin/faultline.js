#!/usr/bin/env node
// Plain enough for any Node to read: an old one must get as far as the message.
const [major, minor] = process.versions.node.split(".").map(Number);
const supported = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24;

if (supported) {
  // Loading takes a moment in which nothing needs cleaning up. A run adds its own handler, which then decides:
  // taking this one out would lose a signal that has arrived and not been heard yet.
  for (const [signal, number] of Object.entries({ SIGHUP: 1, SIGINT: 2, SIGTERM: 15 })) {
    process.on(signal, () => {
      if (process.listenerCount(signal) === 1) process.exit(128 + number);
    });
  }
  import("../dist/cli/main.js")
    .then(({ main }) => main(process.argv.slice(2)))
    .catch((error) => {
      console.error(`faultline cannot be loaded: ${error?.stack ?? error}`);
      process.exitCode = 70;
    });
} else {
  console.error(
    `faultline needs Node.js 20.19, 22.12, 24 or later; this is ${process.versions.node}. Install a newer one from https://nodejs.org.`,
  );
  process.exitCode = 2;
}
