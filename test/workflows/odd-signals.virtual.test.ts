import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ARGUMENTS, generated, numRuns, ownIds } from './odd-signals.ts';
import { playCall } from './play-call.ts';
import type { CallNow, Intervention } from './rows/intervention.ts';

/** Held back at its first request until the signals are in. */
const held = { request: 'answer', do: 'delay', ms: 1_500 } as const;

/** It throws where a workflow task has failed. */
async function expectEscalated(step: Intervention): Promise<void> {
  const ran = await playCall([held], { meanwhile: [step] });
  expect(ran.result()).toMatchObject({ outcome: 'escalated' });
  expect(ran.alive).toEqual({ p2p: [], multiparty: [] });
}

const answers = ({ count }: CallNow) => count('answer') === 1;

describe('odd signals to an escalation that runs fail no task, and the caller is escalated:', () => {
  it.each(ARGUMENTS)('%s', (_, args) => expectEscalated({ when: answers, act: ({ signal }) => signal(...args) }));

  it("with the call's own ids", () =>
    expectEscalated({ when: answers, act: ({ signal, p2pCallId, runId }) => signal(ownIds(p2pCallId, runId)) }));

  it('generated', () =>
    expectEscalated({
      when: answers,
      act({ signal, p2pCallId, runId }) {
        for (const argument of fc.sample(generated(p2pCallId, runId), { numRuns, seed: 1 })) signal(argument);
      },
    }));
});

describe('odd signals that start the escalation fail no task, and the caller is escalated:', () => {
  it.each(ARGUMENTS)('%s', (_, args) =>
    expectEscalated({ atStart: true, when: () => true, act: ({ signal }) => signal(...args) }),
  );
});
