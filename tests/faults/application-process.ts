/** The application as a program of its own, to be killed. */
import process from 'node:process';
import type { Command, Order, Report } from './orders.ts';
import { runApplication } from './running-application.ts';

process.once('message', (order: Order) => {
  const obey = runApplication(order, (report: Report) => void process.send?.(report));
  process.on('message', (command: Command) => {
    obey(command);
    if (command === 'exit') process.exit();
  });
});
process.once('disconnect', () => process.exit());
