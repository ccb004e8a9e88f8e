import { describe, expect, it } from 'vitest';
import { osOfOutput, osOfSoftware } from '../../../../electron/providers/ssh/operating-system.ts';

describe('osOfOutput', () => {
  it.each([
    ['Linux\n"Debian GNU/Linux 12 (bookworm)"\n', 'linux', 'Debian GNU/Linux 12 (bookworm)'],
    ["Linux\n'Alpine \\$x'\n", 'linux', 'Alpine $x'],
    ['Linux\n', 'linux', 'Linux'],
    ['FreeBSD\n', 'other', 'FreeBSD'],
    ['MINGW64_NT-10.0\n', 'windows', 'Windows (MINGW64_NT-10.0)'],
    ['', 'other', 'Unknown'],
  ])('reads %j', (output, kind, name) => {
    expect(osOfOutput(output)).toEqual({ kind, name });
  });

  it('E15: keeps a hostile name to one short line', () => {
    const { name } = osOfOutput(`Linux\n\u202e\u0007${'x'.repeat(500)}\n`);
    expect(name).toMatch(/^x{80}$|^x{79}$/);
  });
});

describe('osOfSoftware', () => {
  it.each([
    ['OpenSSH_for_Windows_9.5', { kind: 'windows', name: 'Windows (OpenSSH_for_Windows_9.5)' }],
    ['ROSSSH', { kind: 'other', name: 'ROSSSH' }],
    ['SSH-2.0-Cisco-1.25', { kind: 'other', name: 'Cisco-1.25' }],
    ['OpenSSH_9.2p1 Debian-2', undefined],
    ['dropbear_2022.83', undefined],
    ['', undefined],
  ])('knows %s', (software, expected) => {
    expect(osOfSoftware(software)).toEqual(expected);
  });
});
