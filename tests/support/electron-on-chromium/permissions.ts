import type { Session, WebContents } from 'electron';
import { fromChromium } from './app-origin.ts';
import type { DevToolsSession } from './devtools.ts';

type RequestHandler = Parameters<Session['setPermissionRequestHandler']>[0];
type CheckHandler = Parameters<Session['setPermissionCheckHandler']>[0];
type Permission = Parameters<NonNullable<CheckHandler>>[1];

/** Chromium's name -> Electron's, for what Chromium lets be decided beforehand. */
const permissions: Readonly<Record<string, Permission>> = {
  camera: 'media',
  'clipboard-read': 'clipboard-read',
  'clipboard-write': 'clipboard-sanitized-write',
  geolocation: 'geolocation',
  'idle-detection': 'idle-detection',
  'local-fonts': 'local-fonts',
  microphone: 'media',
  midi: 'midi',
  notifications: 'notifications',
  'persistent-storage': 'persistent-storage',
  'storage-access': 'storage-access',
  'window-management': 'window-management',
};

/** Chromium's features without such a name: refused by a response header. */
const features: Readonly<Record<string, Permission>> = {
  'display-capture': 'display-capture',
  fullscreen: 'fullscreen',
  hid: 'hid',
  serial: 'serial',
  usb: 'usb',
};

let requestHandler: RequestHandler = null;
let checkHandler: CheckHandler = null;

export function setPermissionRequestHandler(handler: RequestHandler): void {
  requestHandler = handler;
}

export function setPermissionCheckHandler(handler: CheckHandler): void {
  checkHandler = handler;
}

/**
 * Chromium can't be made to ask, only be told beforehand: so the application's handlers are asked about every
 * permission before a document is loaded. Without handlers everything is granted, as in Electron.
 */
function isGranted(permission: Permission, contents: WebContents, origin: string): boolean {
  if (
    checkHandler &&
    !checkHandler(contents, permission, origin, { isMainFrame: true, requestingUrl: origin })
  )
    return false;
  if (!requestHandler) return true;
  let answer = false;
  const details = { isMainFrame: true, requestingUrl: origin } as Parameters<NonNullable<RequestHandler>>[3];
  requestHandler(contents, permission, (granted) => (answer = granted), details);
  return answer;
}

export async function applyPermissions(
  root: DevToolsSession,
  contents: WebContents,
  chromiumUrl: string,
): Promise<void> {
  const { origin } = new URL(chromiumUrl);
  if (origin === 'null') return;
  await Promise.all(
    Object.entries(permissions).map(([name, permission]) => {
      const setting = isGranted(permission, contents, fromChromium(origin)) ? 'granted' : 'denied';
      return root.send('Browser.setPermission', { permission: { name }, setting, origin });
    }),
  );
}

/** The `Permissions-Policy` that refuses what the application does; '' when it refuses nothing. */
export function permissionsPolicy(contents: WebContents, chromiumUrl: string): string {
  const origin = fromChromium(new URL(chromiumUrl).origin);
  return Object.entries(features)
    .filter(([, permission]) => !isGranted(permission, contents, origin))
    .map(([feature]) => `${feature}=()`)
    .join(', ');
}
