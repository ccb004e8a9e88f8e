import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dropInText,
  includesDropIn,
  withFirstBlock,
  withoutBlocks,
  withRootBlock,
} from '../../../../electron/providers/ssh/sshd-config.ts';

const lines = ['PermitRootLogin prohibit-password'];
const include = 'Include /etc/ssh/sshd_config.d/*.conf\n';

const anyConfig = fc
  .tuple(
    fc.array(
      fc.oneof(
        fc.constantFrom(
          'PermitRootLogin yes',
          'Match User bob',
          '\tmatch address 10.0.0.0/8',
          '# Match all',
          '',
        ),
        fc.string({ unit: 'binary', maxLength: 30 }).filter((text) => !text.includes('Latchkey')),
      ),
      { maxLength: 8 },
    ),
    fc.constantFrom('\n', '\r\n'),
    fc.boolean(),
  )
  .map(([parts, end, last]) => Buffer.from(parts.join(end) + (last ? end : '')));

describe('includesDropIn', () => {
  it.each([
    ['Include first', `# x\n\n${include}PermitRootLogin yes\n`, true],
    ['relative pattern', 'include sshd_config.d/*.conf\n', true],
    ['quotes, tabs, = and upper case', '\tINCLUDE\t=\t"/etc/ssh/sshd_config.d/*.conf"\r\n', true],
    ['several patterns', 'Include /etc/ssh/other/*.conf /etc/ssh/sshd_config.d/0*\n', true],
    ['no Include', 'PermitRootLogin yes\n', false],
    ['an empty file', '', false],
    ['Include after PermitRootLogin', `permitrootlogin=yes\n${include}`, false],
    ['Include in a Match', `Match User bob\n${include}`, false],
    ['a comment', `#${include}`, false],
    ['a pattern behind a comment', 'Include /etc/x # /etc/ssh/sshd_config.d/*.conf\n', false],
    ['another folder', 'Include /etc/ssh/conf.d/*.conf\n', false],
  ])('C3: %s', (_name, config, expected) => {
    expect(includesDropIn(Buffer.from(config))).toBe(expected);
  });

  it('takes a missing main configuration for the vendor’s own', () => {
    expect(includesDropIn(null)).toBe(true);
  });
});

describe('blocks', () => {
  it('C4: the first block is taken out byte for byte', () => {
    fc.assert(
      fc.property(anyConfig, (config) => {
        expect(withoutBlocks(withFirstBlock(config, lines)).equals(config)).toBe(true);
      }),
    );
  });

  it('C4: root’s block is taken out byte for byte, but for a newline that was missing', () => {
    fc.assert(
      fc.property(anyConfig, (config) => {
        const rest = withoutBlocks(withRootBlock(config, lines));
        const withNewline = Buffer.concat([config, Buffer.from('\n')]);
        expect(rest.equals(config) || rest.equals(withNewline)).toBe(true);
      }),
    );
  });

  it('leaves what is not Latchkey’s alone', () => {
    fc.assert(
      fc.property(anyConfig, (config) => {
        expect(withoutBlocks(config)).toBe(config);
      }),
    );
  });

  it('removes two blocks and keeps what stands between them', () => {
    const config = Buffer.from('Port 22\nMatch User bob\n  X11Forwarding no\n');
    const both = withRootBlock(withFirstBlock(config, lines), lines);
    expect(withoutBlocks(both).equals(config)).toBe(true);
  });

  it('does not touch a block whose end somebody has removed', () => {
    const config = Buffer.from('# Latchkey: begin. x\nPort 22\n');
    expect(withoutBlocks(config)).toBe(config);
  });

  it('does not touch a block that somebody has put a line into', () => {
    const [marked = '', ...rest] = withFirstBlock(Buffer.from('Port 22\n'), lines).toString().split('\n');
    const config = Buffer.from([marked, 'AllowUsers anna', ...rest].join('\n'));
    expect(withoutBlocks(config)).toBe(config);
  });

  it('takes no line of others when a begin without its end stands before a block', () => {
    const stray = '# Latchkey: begin\n';
    const others = 'Port 22\n# Latchkey: end\nAllowUsers anna\n';
    const config = Buffer.concat([Buffer.from(stray), withFirstBlock(Buffer.from(others), lines)]);
    const once = withoutBlocks(config);
    expect(once.toString()).toBe(`${stray}${others}`);
    expect(withoutBlocks(once)).toBe(once);
  });

  it('puts root’s block before the first Match, where it takes in no line of others', () => {
    const text = withRootBlock(
      Buffer.from('Port 22\n  Match User bob\nX11Forwarding no\n'),
      lines,
    ).toString();
    expect(text).toMatch(/^Port 22\n# Latchkey: begin[^]*\n {4}PermitRootLogin[^]*end\n {2}Match User bob\n/);
    expect(text).not.toContain('Match all');
  });

  it('ends with Match all where there is no Match', () => {
    const text = withRootBlock(Buffer.from('Port 22'), lines).toString();
    expect(text).toMatch(/^Port 22\n# Latchkey: begin[^]*Match all\n# Latchkey: end\n$/);
  });
});

describe('what sshd reads', () => {
  const read = (config: Buffer, user: string): string => {
    const key = execFileSync('sh', [
      '-c',
      'd=$(mktemp -d) && ssh-keygen -q -t ed25519 -N "" -f $d/k && echo $d',
    ])
      .toString()
      .trim();
    const script = `cat >${key}/config; mkdir -p /run/sshd; /usr/sbin/sshd -T -h ${key}/k -f ${key}/config -C "$0"; code=$?; rm -r ${key}; exit $code`;
    const spec = `user=${user},host=h,addr=10.0.0.1,laddr=10.0.0.2,lport=22`;
    return execFileSync('sh', ['-c', script, spec], { input: config, stdio: 'pipe' }).toString();
  };
  const configs = [
    '',
    'PermitRootLogin yes\n',
    'PermitRootLogin yes',
    'permitrootlogin=yes\r\nPermitRootLogin no\r\n',
    'PermitRootLogin "yes"\nMatch User root\n  PermitRootLogin yes\n',
    'Match Address 10.0.0.0/8\n\tPermitRootLogin yes',
  ];

  it.each(configs)('C3: root’s block prevails in %j, for root alone', (config) => {
    const changed = withRootBlock(Buffer.from(config), [
      'PermitRootLogin prohibit-password',
      'PasswordAuthentication no',
    ]);
    expect(read(changed, 'root')).toMatch(/^permitrootlogin (?:prohibit|without)-password$/m);
    expect(read(changed, 'nobody')).toMatch(/^passwordauthentication yes$/m);
  });

  it.each(configs.slice(0, 4))('C3: the first block prevails in %j', (config) => {
    const changed = withFirstBlock(Buffer.from(config), lines);
    expect(read(changed, 'root')).toMatch(/^permitrootlogin (?:prohibit|without)-password$/m);
  });

  it('the drop-in is a configuration', () => {
    expect(read(dropInText(lines), 'root')).toMatch(/^permitrootlogin (?:prohibit|without)-password$/m);
  });
});
