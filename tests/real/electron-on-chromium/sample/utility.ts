/** A utility process: answers with what it is told, how it was told, and what it was started with. */
process.parentPort.on('message', ({ data, ports }) => {
  if (data === 'exit') process.exit(5);
  process.parentPort.postMessage({ data: data as unknown, ports: ports.length, args: process.argv.slice(2) });
});
