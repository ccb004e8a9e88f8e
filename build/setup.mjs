/**
 * Installs what is missing for `npm start`, `npm test` and `npm run demo`; runs before each of them, so it has to
 * be instant when nothing is. It runs before anything is installed: no packages, and any Node from 20 on.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';

const root = dirname(import.meta.dirname);

/** Debian package -> a file of it, by which it is known to be there. */
const debianPackages = {
  // keytar is compiled where it has no prebuilt file for the machine.
  'libsecret-1-dev': '/usr/include/libsecret-1/libsecret/secret.h',
  'pkg-config': '/usr/bin/pkg-config',
  'g++': '/usr/bin/g++',
  make: '/usr/bin/make',
  python3: '/usr/bin/python3',
  // The window without Electron's binary, or without a display.
  chromium: '/usr/bin/chromium',
  'fonts-dejavu-core': '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf',
  xvfb: '/usr/bin/Xvfb',
  // A keyring of their own for the tests and the demo.
  'gnome-keyring': '/usr/bin/gnome-keyring-daemon',
  dbus: '/usr/bin/dbus-daemon',
  'dbus-x11': '/usr/bin/dbus-launch',
  // Real servers, and OpenSSH's own word on what was done to them.
  'openssh-server': '/usr/sbin/sshd',
  'openssh-client': '/usr/bin/ssh-keygen',
  bubblewrap: '/usr/bin/bwrap',
  sudo: '/usr/bin/sudo',
  e2fsprogs: '/usr/bin/chattr',
  // The readers of key files that Latchkey's own are held against.
  'putty-tools': '/usr/bin/puttygen',
  openssl: '/usr/bin/openssl',
  // Logon shells that accounts on servers have.
  fish: '/usr/bin/fish',
  tcsh: '/usr/bin/tcsh',
  zsh: '/usr/bin/zsh',
  // The sh of small systems, and of Android and MirBSD.
  busybox: '/bin/busybox',
  mksh: '/bin/mksh',
};

/** @param {string} command @param {readonly string[]} args @param {NodeJS.ProcessEnv} [env] */
function run(command, args, env = process.env) {
  console.log(`> ${[command, ...args].join(' ')}`);
  const { status, error } = spawnSync(command, args, { cwd: root, env, stdio: 'inherit' });
  if (status === 0) return;
  console.error(`setup: failed: ${[command, ...args].join(' ')}${error ? ` (${error.message})` : ''}`);
  process.exit(status ?? 1);
}

/** @param {string} command @param {readonly string[]} args */
function succeeds(command, args) {
  return spawnSync(command, args, { cwd: root, stdio: 'ignore' }).status === 0;
}

function installDebianPackages() {
  const missing = Object.entries(debianPackages)
    .filter(([, file]) => !existsSync(file))
    .map(([name]) => name);
  if (missing.length === 0) return;
  if (!existsSync('/usr/bin/apt-get')) {
    console.error(`setup: please install what these Debian packages hold: ${missing.join(' ')}`);
    process.exit(1);
  }
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && !succeeds('sudo', ['-n', 'true'])) {
    const command = `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing.join(' ')}`;
    console.error(`setup: system packages are missing. Please run:\n\n  ${command}\n`);
    process.exit(1);
  }
  const apt = [...(isRoot ? [] : ['sudo', '-n']), 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
  const [command = '', ...args] = apt;
  run(command, [...args, 'update', '-q']);
  run(command, [...args, 'install', '-q', '-y', '--no-install-recommends', ...missing]);
}

/** @typedef {{ version?: string, integrity?: string, optional?: boolean }} Locked */

/** @param {string} path @returns {Readonly<Record<string, Locked>>} */
function lockedPackages(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8')).packages;
}

/** Whether node_modules holds what the lockfile names; npm keeps the list of what it installed in there. */
function arePackagesCurrent() {
  if (!existsSync(join(root, 'node_modules/.package-lock.json'))) return false;
  const installed = lockedPackages('node_modules/.package-lock.json');
  return Object.entries(lockedPackages('package-lock.json')).every(
    ([path, { version, integrity, optional }]) => {
      if (path === '') return true;
      const present = installed[path];
      if (present === undefined) return optional === true;
      return present.version === version && present.integrity === integrity;
    },
  );
}

/** Runs npm with the Node that npm itself runs on: the one in node_modules may be about to be replaced. */
function npm(/** @type {readonly string[]} */ ...args) {
  const { npm_execpath: cli, npm_node_execpath: node = process.execPath } = process.env;
  if (cli === undefined) run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, npmEnvironment(node));
  else run(node, [cli, ...args], npmEnvironment(node));
}

/** Node's own headers, where they are installed beside it, spare node-gyp a download. */
function npmEnvironment(/** @type {string} */ node) {
  const prefix = dirname(dirname(node));
  const { npm_config_nodedir: chosen } = process.env;
  if (chosen !== undefined || !existsSync(join(prefix, 'include/node/node_api.h'))) return process.env;
  return { ...process.env, npm_config_nodedir: prefix };
}

function installNpmPackages() {
  if (!arePackagesCurrent()) npm('ci', '--no-audit', '--no-fund');
  if (!existsSync(join(root, 'node_modules/node/bin')) && process.platform !== 'win32')
    npm('rebuild', 'node');
  if (!existsSync(join(root, 'node_modules/keytar/build/Release/keytar.node'))) npm('rebuild', 'keytar');
}

/** The hook checks every commit. A hooks folder that somebody chose stays. */
function installHook() {
  if (!existsSync(join(root, '.git')) || succeeds('git', ['config', '--get', 'core.hooksPath'])) return;
  succeeds('git', ['config', 'core.hooksPath', '.githooks']);
}

if (process.platform === 'linux') installDebianPackages();
installNpmPackages();
installHook();
