import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';

const root = dirname(import.meta.dirname);
const electronFolder = join(root, 'node_modules/electron');
const standIn = join(root, 'tests/support/electron-on-chromium/electron');

/** How long to wait for the host that has the binary, and for the download itself. */
const hostTimeoutMs = 4_000;
const downloadTimeoutMs = 60_000;

/**
 * The executable to open the application with: Electron's, downloaded where that is possible, else the stand-in.
 * @returns {Promise<{ path: string, isStandIn: boolean }>}
 */
export async function findElectron() {
  const path = installedElectron() ?? (await downloadElectron());
  if (path !== undefined) return { path, isStandIn: false };
  if (process.platform === 'linux') return { path: standIn, isStandIn: true };
  throw new Error("Electron's binary is not here and can't be downloaded: npx install-electron says why");
}

/** Electron's binary where it is already there. */
export function installedElectron() {
  const { ELECTRON_OVERRIDE_DIST_PATH: chosen } = process.env;
  if (chosen !== undefined) return join(chosen, 'electron');
  const pathFile = join(electronFolder, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const path = join(electronFolder, 'dist', readFileSync(pathFile, 'utf8'));
  return existsSync(path) ? path : undefined;
}

async function downloadElectron() {
  if (!(await isHostReachable())) return undefined;
  console.log("Downloading Electron's binary ...");
  const child = spawn(process.execPath, [join(electronFolder, 'install.js')], {
    stdio: 'ignore',
    timeout: downloadTimeoutMs,
  });
  await once(child, 'exit');
  return installedElectron();
}

/** Asks first, so that a machine without a way out does not wait for the download to give up. */
async function isHostReachable() {
  const { ELECTRON_MIRROR: mirror, HTTPS_PROXY: proxy, https_proxy: lowerProxy = proxy } = process.env;
  // A proxy answers for hosts that can't be asked directly.
  if (lowerProxy !== undefined) return true;
  const url = mirror ?? 'https://github.com/electron/electron/releases';
  try {
    const signal = AbortSignal.timeout(hostTimeoutMs);
    return (await fetch(url, { method: 'HEAD', signal })).ok;
  } catch {
    return false;
  }
}
