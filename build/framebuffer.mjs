import { readFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';

/** @typedef {{ width: number, height: number, rgb: Buffer }} Picture */

/**
 * Reads the screen of Xvfb out of its `-fbdir` file, an X window dump (XWDFile.h): a header of 32-bit numbers,
 * the most significant byte first, a colour map of 12 bytes an entry, then lines of blue, green, red, nothing.
 * @param {string} file
 * @returns {Picture}
 */
export function readFramebuffer(file) {
  const dump = readFileSync(file);
  const field = (/** @type {number} */ index) => dump.readUInt32BE(4 * index);
  const [width, height, lineBytes] = [field(4), field(5), field(12)];
  if (field(11) !== 32) throw new Error('the virtual display has a screen of an unknown kind');
  const pixels = dump.subarray(field(0) + 12 * field(19));
  const rgb = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const [blue = 0, green = 0, red = 0] = pixels.subarray(y * lineBytes + 4 * x);
      rgb.set([red, green, blue], 3 * (y * width + x));
    }
  return { width, height, rgb };
}

/** How many colours a picture has, counted up to 16: an empty screen has one, an unpainted window two. */
export function countColors(/** @type {Picture} */ { rgb }) {
  const colors = new Set();
  for (let at = 0; at < rgb.length && colors.size < 16; at += 3) colors.add(rgb.readUIntBE(at, 3));
  return colors.size;
}

/** The part of a picture that is not black: a window on an empty screen stands where it likes. */
export function withoutFrame(/** @type {Picture} */ { width, height, rgb }) {
  const isLit = (/** @type {number} */ x, /** @type {number} */ y) =>
    rgb.readUIntBE(3 * (y * width + x), 3) > 0;
  const columns = Array.from({ length: width }, (_, x) => x);
  const rows = Array.from({ length: height }, (_, y) => y);
  const litRows = rows.filter((y) => columns.some((x) => isLit(x, y)));
  const litColumns = columns.filter((x) => rows.some((y) => isLit(x, y)));
  const [left = 0, top = 0] = [litColumns[0], litRows[0]];
  const [right = width - 1, bottom = height - 1] = [litColumns.at(-1), litRows.at(-1)];
  const lines = rows
    .slice(top, bottom + 1)
    .map((y) => rgb.subarray(3 * (y * width + left), 3 * (y * width + right + 1)));
  return { width: right - left + 1, height: bottom - top + 1, rgb: Buffer.concat(lines) };
}

/** A picture as PNG (RFC 2083): 8 bits a channel, true colour, no filter. */
export function toPng(/** @type {Picture} */ { width, height, rgb }) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const lines = Buffer.alloc(height * (1 + 3 * width));
  for (let y = 0; y < height; y += 1)
    rgb.copy(lines, y * (1 + 3 * width) + 1, y * 3 * width, (y + 1) * 3 * width);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(/** @type {string} */ type, /** @type {Buffer} */ data) {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(data.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}
