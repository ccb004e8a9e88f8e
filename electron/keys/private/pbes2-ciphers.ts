import type { Cipher } from './ciphers.ts';

export const tripleDes: Cipher = { name: 'des-ede3-cbc', keyLength: 24, ivLength: 8 };

type Mode = 'ecb' | 'cbc' | 'ofb' | 'cfb' | 'ctr';

const block = (family: string, bits: number, mode: Mode): Cipher => ({
  name: `${family}-${bits}-${mode}`,
  keyLength: bits / 8,
  ivLength: mode === 'ecb' ? 0 : 16,
});

/** The three key lengths of a family: `step` is what the last number of the identifier grows by. */
function family(
  name: string,
  root: string,
  step: number,
  modes: Readonly<Partial<Record<Mode, number>>>,
): (readonly [string, Cipher])[] {
  return (Object.entries(modes) as [Mode, number][]).flatMap(([mode, first]) =>
    [128, 192, 256].map(
      (bits, index) => [`${root}.${first + step * index}`, block(name, bits, mode)] as const,
    ),
  );
}

/** RFC 5649, 4, for the identifiers; they stand between those of the other modes. */
const keyWraps = [128, 192, 256].flatMap((bits, index): (readonly [string, Cipher])[] => {
  const common = { keyLength: bits / 8, ivLength: 0 } as const;
  const root = '2.16.840.1.101.3.4.1';
  return [
    [`${root}.${5 + 20 * index}`, { ...common, name: `aes${bits}-wrap`, wrap: 'whole-blocks' }],
    [`${root}.${8 + 20 * index}`, { ...common, name: `aes${bits}-wrap-pad`, wrap: 'padded' }],
  ];
});

const sm4 = (mode: Mode): Cipher => ({ ...block('sm4', 128, mode), name: `sm4-${mode}` });

/**
 * What OpenSSL can write, by its object identifier: RFC 8018 B.2, RFC 3565 (AES), RFC 3657 (Camellia), RFC 5794 (ARIA),
 * GB/T 33560 (SM4). It writes the modes that protect little as well, where it is told to.
 */
export const pbes2Ciphers: ReadonlyMap<string, Cipher> = new Map([
  ['1.2.840.113549.3.7', tripleDes],
  ['1.3.14.3.2.17', { name: 'des-ede-ecb', keyLength: 16, ivLength: 0 }],
  ...family('aes', '2.16.840.1.101.3.4.1', 20, { ecb: 1, cbc: 2, ofb: 3, cfb: 4 }),
  ...keyWraps,
  ...family('camellia', '1.2.392.200011.61.1.1.1', 1, { cbc: 2 }),
  ...family('camellia', '0.3.4401.5.3.1.9', 20, { ecb: 1, ofb: 3, cfb: 4, ctr: 9 }),
  ...family('aria', '1.2.410.200046.1.1', 5, { ecb: 1, cbc: 2, cfb: 3, ofb: 4, ctr: 5 }),
  ['1.2.156.10197.1.104.1', sm4('ecb')],
  ['1.2.156.10197.1.104.2', sm4('cbc')],
  ['1.2.156.10197.1.104.3', sm4('ofb')],
  ['1.2.156.10197.1.104.4', sm4('cfb')],
  ['1.2.156.10197.1.104.7', sm4('ctr')],
]);
