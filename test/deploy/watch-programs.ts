import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { stringify } from 'yaml';
import { z } from 'zod';
import { startGuarded } from '../support/child-process.ts';
import type { Programs } from '../support/start-programs.ts';
import { freePort } from '../temporal-server/free-port.ts';
import { portIn } from '../worker/port-in.ts';

/** A real Prometheus that scrapes worker and webhook every other second. */
export interface WatchingPrometheus {
  /** What a query gives at this moment, a value a series. */
  valuesOf(query: string): Promise<string[]>;
  stop(): Promise<void>;
}

/** Also for whoever awaits what is to be seen in it. */
export const SOON = { timeout: 60_000, interval: 500 };

const resultSchema = z.object({
  status: z.literal('success'),
  data: z.object({ result: z.array(z.object({ value: z.tuple([z.number(), z.string()]) })) }),
});

/** Resolves when it has seen both programs: what they count from then on is seen to grow. @param binary its path */
export async function watchPrograms(binary: string, { worker, webhook }: Programs): Promise<WatchingPrometheus> {
  const folder = await mkdtemp(join(tmpdir(), 'prometheus-'));
  const ofWebhook = webhook.lines.map((line) => /"metricsAddress":"http:\/\/([^"]+)"/.exec(line)?.[1]).find(Boolean) ?? '';
  const job = (name: string, target: string) => ({ job_name: name, static_configs: [{ targets: [target] }] });
  const config = {
    // Longer than the second for which a worker waits for a Temporal that is away.
    global: { scrape_interval: '2s' },
    scrape_configs: [job('call-escalation-worker', `127.0.0.1:${portIn(worker)}`), job('call-escalation-webhook', ofWebhook)],
  };
  await writeFile(join(folder, 'prometheus.yml'), stringify(config));
  const address = `127.0.0.1:${await freePort()}`;
  const prometheus = startGuarded('prometheus', binary, [
    `--config.file=${folder}/prometheus.yml`,
    `--storage.tsdb.path=${folder}/data`,
    `--web.listen-address=${address}`,
  ]);
  const valuesOf = async (query: string) => {
    const response = await fetch(`http://${address}/api/v1/query`, { method: 'POST', body: new URLSearchParams({ query }) });
    return resultSchema.parse(await response.json()).data.result.map(({ value: [, value] }) => value);
  };
  await vi.waitFor(async () => expect(await valuesOf('sum(up) == 2')).toHaveLength(1), SOON);
  return {
    valuesOf,
    stop: async () => {
      await prometheus.kill();
      await rm(folder, { recursive: true });
    },
  };
}
