import type { Job } from '../activation.ts';
import type { Server } from './server.ts';
import type { OpenRun } from './virtual-run.ts';

export function scheduleTask({ clock, random, due }: Server, run: OpenRun, latency = random.between(2, 30)): void {
  if (run.taskDue || run.running || run.closedAt !== undefined) return;
  run.taskDue = true;
  clock.after(latency, 'workflow task', () => due.push({ task: run }));
}

export function addJob(server: Server, run: OpenRun, job: Job): void {
  if (run.closedAt !== undefined) return;
  // An update is in no history before it is accepted.
  if (job.type !== 'update') run.events += 1;
  run.jobs.push(job);
  scheduleTask(server, run);
}
