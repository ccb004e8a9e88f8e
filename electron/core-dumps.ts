import { writeFileSync } from 'node:fs';

/**
 * A core dump of this process, and of those that it starts from now on, leaves all memory out (core(5),
 * `coredump_filter`): private keys pass through it as strings, which nobody can wipe. A limit on the file's size would
 * not do: where dumps are piped to a program, the kernel does not ask for it. macOS and Windows write none by default.
 */
export function leaveNoCoreDump(): void {
  if (process.platform !== 'linux') return;
  try {
    writeFileSync('/proc/self/coredump_filter', '0');
  } catch {
    // Without /proc there is no way to say it, and no reason not to start.
  }
}
