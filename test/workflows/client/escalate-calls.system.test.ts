import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inviteWorkflowId, stayWorkflowId } from '../../../workflows/contract/call-id.ts';
import { escalateHere } from './escalate-here.ts';
import { environmentFor } from './escalate-program.ts';
import { outcomes } from './stand-in/requests.ts';
import { startStandIn, type StandIn } from './stand-in/start-stand-in.ts';
import { DECLINES } from './stand-in/what-becomes-of.ts';

let standIn: StandIn;
beforeAll(async () => {
  standIn = await startStandIn();
});
afterAll(() => standIn.stop());

const TENANT = randomUUID();

describe('npm run escalate', () => {
  it('invites people into a call, and says by its exit code whether all are in', async () => {
    const call = randomUUID();
    const people = ['--user', 'ada', '--user', DECLINES];
    const invited = await run('invite', call, '--tenant', TENANT, '--request', '1', ...people, '--alone', '--wait');
    const [ids = '', ...result] = invited.out.split('\n');
    const workflowId = inviteWorkflowId(call, '1');
    expect(JSON.parse(ids)).toMatchObject({ kind: 'inviteToCall', workflowId, joined: false });
    expect(JSON.parse(result.join('\n'))).toMatchObject({ callId: call, people: outcomes('joined', 'declined') });
    expect(invited.code).toBe(1);
    expect(JSON.parse((await run('show', workflowId)).out)).toMatchObject({ status: 'done' });

    const input = { requestId: '2', call: { id: call, tenantId: TENANT }, participants: [{ user: { id: 'ada' } }] };
    const fromFile = await escalateHere(['invite', '--input', '-', '--wait'], {
      env: environmentFor(standIn),
      stdin: JSON.stringify(input),
    });
    expect(fromFile, 'all are in').toMatchObject({ code: 0 });
  });

  it('stays in a call, tells who is in it, invites, removes and leaves', async () => {
    const call = randomUUID();
    expect(JSON.parse((await run('stay', call, '--tenant', TENANT)).out)).toMatchObject({
      workflowId: stayWorkflowId(call),
      joined: false,
    });
    const invited = await run('invite', call, '--tenant', TENANT, '--request', '1', '--user', 'ada');
    expect(JSON.parse(invited.out)).toEqual({ kind: 'stayInCall', workflowId: stayWorkflowId(call) });
    expect(JSON.parse((await run('people', call)).out)).toMatchObject([{ userId: 'somebody' }, { userId: 'ada' }]);
    expect(await run('remove', call, '--user', 'ada', '--request', 'remove-1')).toMatchObject({ code: 0 });
    const refused = await run('remove', call, '--participant', 'nobody');
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.complaints).toContain('removeParticipant was refused: nobody is not in the call');

    const [watched, left] = await Promise.all([run('watch', call), run('leave', call)]);
    expect(left.code).toBe(0);
    expect(JSON.parse(left.out)).toMatchObject({ outcome: 'left', reason: 'asked' });
    expect(watched.out).toMatch(/^\d{4}-.*Z Stayed\n\{[^]*"outcome": "left"/);
    expect(watched.code).toBe(0);
    expect(JSON.parse((await run('wait', stayWorkflowId(call))).out), 'by its workflow id').toMatchObject({ outcome: 'left' });
    expect(await run('cancel', call), 'one that has ended').toMatchObject({ code: 0 });
  });

  it('says what is missing or unknown, and so by its exit code', async () => {
    const wrong: [string[], number, RegExp][] = [
      [['invite', 'x', '--tenant', TENANT, '--user', 'ada'], 2, /invite needs <call id> --tenant/],
      [['invite', 'x', '--tenant', TENANT, '--request', '1/2', '--user', 'ada'], 2, /input of the invite is invalid: requestId/],
      [['stay', 'x'], 2, /stay needs <call id> --tenant/],
      [['remove', 'x'], 2, /remove needs one person/],
      [['remove', 'x', '--user', 'ada', '--participant', '1'], 2, /remove needs one person/],
      [['people'], 2, /people needs the id of the multiparty call/],
      [['people', randomUUID()], 3, /There is no stay in call/],
      [['show', `invite-${randomUUID()}`], 3, /There is no invite/],
      [['watch', randomUUID()], 3, /There is no escalation of P2P call .*, and no stay in a call of that id/],
    ];
    for (const [args, code, why] of wrong) {
      const ran = await run(...args);
      expect(ran.out + ran.complaints).toMatch(why);
      expect(ran.code, args.join(' ')).toBe(code);
    }
  });
});

function run(...args: string[]) {
  return escalateHere(args, { env: environmentFor(standIn) });
}
