import { leaveNoCoreDump } from '../core-dumps.ts';
import { answerRequest } from './answer-request.ts';
import { KeytarBackend } from './keytar-backend.ts';

/** The keychain's own process: Electron's utility process, or what stands in for it. */
leaveNoCoreDump();
const backend = new KeytarBackend();
const { parentPort } = process;
backend.wake();

parentPort.on('message', ({ data }) => {
  void answerRequest(backend, data).then((reply) => {
    if (reply) parentPort.postMessage(reply);
  });
});
