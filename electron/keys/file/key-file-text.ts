const utf8Mark = Buffer.of(0xef, 0xbb, 0xbf);
const utf16Marks = { little: Buffer.of(0xff, 0xfe), big: Buffer.of(0xfe, 0xff) } as const;

/** The bytes of a file without its byte order mark, in UTF-8 if that says UTF-16. */
export function withoutByteOrderMark(file: Buffer): Buffer {
  if (startsWith(file, utf8Mark)) return file.subarray(utf8Mark.length);
  // PowerShell's redirection and Notepad's "Unicode" write UTF-16.
  if (startsWith(file, utf16Marks.little)) return fromUtf16(file.subarray(2));
  if (startsWith(file, utf16Marks.big)) return fromUtf16(evenLength(file.subarray(2)).swap16());
  return file;
}

export function isUtf16(file: Buffer): boolean {
  return startsWith(file, utf16Marks.little) || startsWith(file, utf16Marks.big);
}

function startsWith(file: Buffer, mark: Buffer): boolean {
  return file.subarray(0, mark.length).equals(mark);
}

function fromUtf16(littleEndian: Buffer): Buffer {
  return Buffer.from(littleEndian.toString('utf16le'), 'utf8');
}

function evenLength(bytes: Buffer): Buffer {
  return Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)));
}
