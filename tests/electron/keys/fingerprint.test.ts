import { expect, test } from 'vitest';
import { fingerprintMd5, fingerprintSha256 } from '../../../electron/keys/fingerprint.ts';
import { blobOf, sampleLines } from './sample-keys.ts';
import { listing } from './ssh-keygen.ts';

test.each(Object.entries(sampleLines))('G1: fingerprints of %s are those of ssh-keygen', (_type, line) => {
  expect(fingerprintSha256(blobOf(line))).toBe(listing(line)?.fingerprint);
  expect(fingerprintMd5(blobOf(line))).toBe(listing(line, 'md5')?.fingerprint);
});
