import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { countColors, readFramebuffer, toPng, withoutFrame } from '../../build/framebuffer.mjs';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-framebuffer-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** An X window dump of two by one pixels, red and blue, with a colour map of one entry and a wide line. */
function writeDump(bitsPerPixel: number) {
  const header = Buffer.alloc(104);
  for (const [index, value] of [
    [0, 104],
    [4, 2],
    [5, 1],
    [11, bitsPerPixel],
    [12, 12],
    [19, 1],
  ] as const)
    header.writeUInt32BE(value, 4 * index);
  const pixels = Buffer.from([0, 0, 255, 0, 255, 0, 0, 0, 9, 9, 9, 9]);
  const file = join(folder, 'dump');
  writeFileSync(file, Buffer.concat([header, Buffer.alloc(12), pixels]));
  return file;
}

it('reads the pixels of a screen', () => {
  const picture = readFramebuffer(writeDump(32));
  expect(picture).toEqual({ width: 2, height: 1, rgb: Buffer.from([255, 0, 0, 0, 0, 255]) });
  expect(countColors(picture)).toBe(2);
});

it('refuses a screen of another depth', () => {
  expect(() => readFramebuffer(writeDump(16))).toThrow('unknown kind');
});

it('writes a PNG with the same pixels', () => {
  const png = toPng(readFramebuffer(writeDump(32)));
  expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  const start = png.indexOf('IDAT') + 4;
  const data = png.subarray(start, start + png.readUInt32BE(start - 8));
  expect(inflateSync(data)).toEqual(Buffer.from([0, 255, 0, 0, 0, 0, 255]));
});

it('cuts off the black around a window, and leaves the black inside it', () => {
  const [black, lit] = [
    [0, 0, 0],
    [0, 0, 9],
  ] as const;
  const rows = [
    [black, black, black, black],
    [black, lit, black, lit],
    [black, lit, lit, lit],
  ];
  const picture = { width: 4, height: 3, rgb: Buffer.from(rows.flat(2)) };
  const window = rows.slice(1).map((row) => row.slice(1));
  expect(withoutFrame(picture)).toEqual({ width: 3, height: 2, rgb: Buffer.from(window.flat(2)) });
});

it('keeps a picture that is black all over', () => {
  const picture = { width: 2, height: 1, rgb: Buffer.alloc(6) };
  expect(withoutFrame(picture)).toEqual(picture);
});
