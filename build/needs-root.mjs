import process from 'node:process';

/** Ends at once, saying how to start again, where the rights for real SSH servers are missing: sshd changes users. */
export function endUnlessRoot(/** @type {string} */ command) {
  if (process.platform !== 'linux' || process.getuid?.() === 0) return;
  console.error(
    `This starts real SSH servers, which takes root. Please run: sudo -E env "PATH=$PATH" ${command}`,
  );
  process.exit(1);
}
