import type { OsKind } from '../../../shared/model/server.ts';
import type { Connection } from './connection.ts';

export interface OperatingSystem {
  readonly kind: OsKind;
  /** As the machine calls itself. */
  readonly name: string;
}

/** Prints the kernel's name, and a Linux distribution's own name as os-release(5) has it. */
const describeOsScript = `
uname -s
sed -n 's/^PRETTY_NAME=//p' /etc/os-release 2>/dev/null || :
`;

export async function describeOs(connection: Connection): Promise<OperatingSystem> {
  return osOfOutput(await connection.output(describeOsScript));
}

export function osOfOutput(output: string): OperatingSystem {
  const [kernel = '', prettyName = ''] = output.split('\n').map(plainText);
  if (kernel === 'Linux') return { kind: 'linux', name: unquoted(prettyName) || 'Linux' };
  // A Windows with a Unix shell on it.
  if (/^(?:MINGW|MSYS|CYGWIN|Windows)/.test(kernel)) return { kind: 'windows', name: `Windows (${kernel})` };
  return { kind: 'other', name: kernel === '' ? 'Unknown' : kernel };
}

/**
 * What a machine without a Unix shell is, by the name of its SSH service: Windows, or an appliance with an SSH of its
 * maker's. Undefined for what Linux servers run too: there the shell is closed to this account alone.
 */
export function osOfSoftware(software: string): OperatingSystem | undefined {
  const name = plainText(software.replace(/^SSH-[\d.]+-/, ''));
  if (/windows/i.test(name)) return { kind: 'windows', name: `Windows (${name})` };
  return name === '' || /^(?:OpenSSH|dropbear)/i.test(name) ? undefined : { kind: 'other', name };
}

function unquoted(value: string): string {
  return value.replace(/^(["'])(.*)\1$/, '$2').replace(/\\(.)/g, '$1');
}

/** One line of a length that fits a table. */
function plainText(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, 80);
}
