import { execFile } from 'node:child_process';

/** A desktop that does not answer in this time is as good as one that can't be asked. */
const timeoutMs = 2000;

/** Where new entries go, and whether it is locked (Secret Service API, "Collection"). */
const question = [
  '--session',
  '--print-reply=literal',
  '--dest=org.freedesktop.secrets',
  '/org/freedesktop/secrets/aliases/default',
  'org.freedesktop.DBus.Properties.Get',
  'string:org.freedesktop.Secret.Collection',
  'string:Locked',
];

/**
 * Whether the keychain is certainly open. keytar can't tell that without asking the user to unlock what is not: on
 * Linux D-Bus' own program asks the service, Windows' Credential Manager is as open as the session, and what a macOS
 * keychain would do nobody says. Does not fail.
 */
export function isKnownOpen(platform: NodeJS.Platform = process.platform): Promise<boolean> {
  if (platform !== 'linux') return Promise.resolve(platform === 'win32');
  return new Promise((resolve) => {
    execFile('dbus-send', question, { timeout: timeoutMs }, (error, printed) => {
      resolve(error === null && /\bboolean false\s*$/.test(printed));
    });
  });
}
