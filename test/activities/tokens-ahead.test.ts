import { expect, it, vi } from 'vitest';
import type { Tokens } from '../../activities/graph/client/tokens.ts';
import { withTokensAhead } from '../../activities/tokens-ahead.ts';
import { wireActivities } from '../../activities/wire-activities.ts';
import { activityEnvironment, depsFor } from './activity-bench.ts';

const [TENANT, ORGANIZERS] = ['49bfc225-8482-4ab8-94e7-76b48fdb9849', '7f1d6d0c-4c1e-4a8e-9c59-0f0f4d1b8f6e'];
const INPUT = {
  p2pCall: { id: 'call', tenantId: TENANT, state: 'incoming', caller: { user: { id: 'caller' } } },
  meeting: {
    chatInfo: { threadId: '19:meeting_x@thread.v2', messageId: '0' },
    organizer: { user: { id: 'organizer', tenantId: ORGANIZERS } },
  },
};

function checkWith(tokens: Tokens, input: object) {
  const { checkInput } = withTokensAhead(wireActivities(depsFor('https://localhost:1')), tokens);
  return activityEnvironment({ workflowExecution: { workflowId: 'escalation-call', runId: 'run' } }).run(checkInput, input);
}

it('has the tokens of both tenants fetched, and waits for none', async () => {
  const tokens = vi.fn<Tokens>(() => new Promise(() => {}));
  await expect(checkWith(tokens, INPUT)).resolves.toMatchObject({ multipartyTenantId: ORGANIZERS });
  expect(tokens.mock.calls).toEqual([[TENANT], [ORGANIZERS]]);
});

it('takes no notice of a token that is refused', async () => {
  await expect(checkWith(() => Promise.reject(new Error('refused')), INPUT)).resolves.toBeDefined();
});

it('fetches none for an input that is refused', async () => {
  const tokens = vi.fn<Tokens>();
  await expect(checkWith(tokens, {})).rejects.toThrow('Invalid input');
  expect(tokens).not.toHaveBeenCalled();
});
