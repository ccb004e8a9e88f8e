/** Public keys of nobody: their private halves were never kept. */
export const ours =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHIyO0sWFdq0HeTz4k1fMBhtzRYuU4dLLSAL1e8hkAUe latchkey';

export const theirs =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICzzoVwFt4L9/xQh7f45d+wQp5og2NBibZ8vl6t3I+9M admin@office';

const [, blob = ''] = theirs.split(' ');

/** What authorized_keys files are found to be like; sshd must go on reading every line as before. */
export const sampleFiles: readonly (readonly [name: string, content: Buffer])[] = (
  [
    ['an empty file', ''],
    ['a file without a final newline', theirs],
    ['CRLF line ends', `${theirs}\r\n# note\r\n`],
    ['CRLF without a final one', `${theirs}\r\n${theirs}`],
    ['a BOM', `\uFEFF${theirs}\n${theirs}\n`],
    ['comments and empty lines', `# one\n\n   \n\t# two\n${theirs}\n\n`],
    ['options with quotes and commas', `command="echo \\"a, b\\"",from="10.*,!10.1.*",no-pty ${theirs}\n`],
    ['unknown types', `ssh-quantum512@example.org AAAA${blob.slice(4)} later\nnonsense\n`],
    ['duplicates with other options', `${theirs}\n${theirs}\nno-pty ${theirs}\n`],
    ['bytes that are no text', '\xff\xfe\0\x01\n\x80'],
    ['a very long line', `# ${'x'.repeat(100_000)}\n${theirs}\n`],
    ['5 MB', `${theirs}\n`.repeat(50_000)],
  ] as const
).map(([name, text]) => [name, Buffer.from(text, text.includes('\uFEFF') ? 'utf8' : 'latin1')]);
