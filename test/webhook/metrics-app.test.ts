import { Registry } from 'prom-client';
import { expect, it, onTestFinished } from 'vitest';
import { serveMetrics } from '../../webhook/metrics-app.ts';

it('metrics take another port where their own is taken, and the log says so: a second webhook on a machine takes calls, too', async () => {
  const warned: unknown[] = [];
  const log = { warn: (...said: unknown[]) => warned.push(said) };
  const serve = async (port: number) => {
    const { app, address } = await serveMetrics(new Registry(), { host: '127.0.0.1', port }, log);
    onTestFinished(() => app.close());
    return new URL(address);
  };
  const first = await serve(0);
  const second = await serve(Number(first.port));
  expect(second.port).not.toBe(first.port);
  expect((await fetch(new URL('/metrics', second))).status).toBe(200);
  expect(warned).toHaveLength(1);
});
