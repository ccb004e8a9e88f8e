/** The main job on real parts, driven through the window, with OpenSSH as the judge: `npm run demo [-- --json]`. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startApplication } from '../e2e/support/application.ts';
import { startSshServer } from '../support/sshd/ssh-server.ts';
import { generateForeignKey } from './foreign-key.ts';
import { MainJob } from './main-job.ts';
import { StepReport } from './step-report.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const screenshots = join(import.meta.dirname, '../../out/demo');
const rootPassword = 'correct horse battery staple';

await rm(screenshots, { recursive: true, force: true });
await mkdir(screenshots, { recursive: true });

const report = new StepReport((line) => {
  if (!values.json) console.log(line);
});
const started = new AsyncDisposableStack();

async function start(): Promise<MainJob> {
  const foreign = await generateForeignKey();
  started.defer(() => foreign.remove());
  const server = await startSshServer({
    hostname: 'web-1',
    rootPassword,
    authorizedKeys: { root: `# kept by hand\n${foreign.publicLine}` },
  });
  started.defer(() => server.stop());
  const application = await startApplication();
  started.defer(() => application.stop());
  return new MainJob({ application, server, foreign, rootPassword, screenshots, report });
}

const job = await report.step('a throw-away server and keyring, and the application, started', start);
await job?.run();
await report.step('all of it ended, nothing left behind', () => started.disposeAsync());

const passed = report.steps.length - report.failed;
if (values.json) console.log(JSON.stringify({ steps: report.steps, failed: report.failed }, null, 2));
else console.log(`Screenshots: ${screenshots}\n${passed} passed, ${report.failed} failed`);
process.exitCode = report.failed === 0 ? 0 : 1;
