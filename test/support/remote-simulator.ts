import { readFile } from 'node:fs/promises';
import { Agent, request } from 'undici';
import { z } from 'zod';
import type { FaultInput } from '../graph-simulator/faults/fault.ts';
import type { MeetingEventInput } from '../graph-simulator/faults/meeting-event.ts';
import type { SimulatorRecord } from '../graph-simulator/request-pipeline/record.ts';
import type { IncomingCall } from '../graph-simulator/model/incoming-call.ts';

/** The simulator that runs as a program of its own. */
export interface RemoteSimulator {
  record(): Promise<SimulatorRecord>;
  /** Somebody calls the bot; the id of the P2P call. */
  call(call?: IncomingCall): Promise<string>;
  script(faults: FaultInput[]): Promise<void>;
  /** Something happens by itself in the meeting of a leg of the bot. */
  inMeeting(callId: string, event: MeetingEventInput): Promise<void>;
  close(): Promise<void>;
}

/** `caPath`: of the CA's certificate, for this process need not have been started with it. */
export async function remoteSimulator(baseUrl: string, caPath: string): Promise<RemoteSimulator> {
  const dispatcher = new Agent({ connect: { ca: await readFile(caPath) } });

  async function ask(method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> {
    const response = await request(`${baseUrl}/_simulator/${path}`, {
      dispatcher,
      method,
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.body.text();
    if (response.statusCode >= 300)
      throw new Error(`The simulator answered ${response.statusCode} to ${method} ${path}: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  return {
    // Written by the same code that types it.
    record: async () => (await ask('GET', 'record')) as SimulatorRecord,
    call: async (call = {}) => z.object({ callId: z.string() }).parse(await ask('POST', 'incoming-call', call)).callId,
    script: async (faults) => void (await ask('POST', 'faults', { faults })),
    inMeeting: async (callId, event) => void (await ask('POST', `calls/${callId}/meeting`, event)),
    close: () => dispatcher.close(),
  };
}
