import { createVirtualClock } from '../../simulation/virtual-clock.ts';
import type { FaultInput } from '../faults/fault.ts';
import { createFaultScript } from '../faults/script.ts';
import { createTeams } from '../model/create-teams.ts';
import type { CreateCallBody, GraphRequest, Invitation } from '../model/requests.ts';
import { FIELD_FORMS } from '../model/forms.ts';
import { REALISTIC_TIMINGS, type Settings } from '../model/settings.ts';
import type { Notification } from '../model/teams.ts';

export const TENANT = '11111111-1111-4111-8111-111111111111';
export const CALLER = '22222222-2222-4222-8222-222222222222';
export const ASKER = { tenantId: TENANT, roles: ['Calls.JoinGroupCall.All', 'Calls.InitiateGroupCall.All'] };
export const CREATE: CreateCallBody = {
  callbackUri: 'https://bot.example.com/m',
  tenantId: TENANT,
  requestedModalities: [],
  chatInfo: { threadId: '19:meeting@thread.v2', messageId: '0' },
  meetingInfo: { organizer: { user: { id: 'o', tenantId: TENANT } }, allowConversationWithoutHost: true },
};
export const SECOND = 1_000;

/** Time passes only in `run`, and ids are numbers in order, in the form of a GUID. */
export function createVirtualWorld() {
  const clock = createVirtualClock(Date.UTC(2026, 0, 1));
  let ids = 0;
  return {
    ...clock,
    newId: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
    run: (ms: number) => {
      const end = clock.now() + ms;
      clock.after(ms, 'end', () => {});
      while (clock.step(end));
    },
  };
}

/** A Teams in virtual time, and a bot that does what each test says. */
export function teamsWith(faults: FaultInput[] = [], settings: Partial<Settings> = {}) {
  const world = createVirtualWorld();
  /** `sent`: since `upToInvite`; `all`: ever. */
  const sent: Notification[] = [];
  const all: Notification[] = [];
  const deliver = (notification: Notification) => void (sent.push(notification), all.push(notification));
  const teams = createTeams({
    world,
    settings: {
      timings: REALISTIC_TIMINGS,
      applicationId: 'app',
      botAddress: 'https://bot.example.com/api/calls',
      ...FIELD_FORMS,
      concurrentCalls: 100,
      monthlyCalls: 10_000,
      ...settings,
    },
    script: createFaultScript(faults),
    port: { deliver, lost: () => {} },
  });
  const ask = (request: GraphRequest, asker = ASKER) => teams.handle(request, asker);
  const call = () => teams.call({ callerUserId: CALLER, tenantId: TENANT }).id;
  const answer = (callId: string) => ask({ kind: 'answer', callId, body: { callbackUri: 'https://bot.example.com/p' } });
  const create = (body: Partial<CreateCallBody> = {}) => {
    const reply = ask({ kind: 'createCall', body: { ...CREATE, ...body } });
    return { ...reply, callId: String(reply.body?.id) };
  };
  const invite = (callId: string, replacesCallId?: string, more: Invitation[] = []) => {
    const first = { identity: { user: { id: CALLER } }, ...(replacesCallId && { replacesCallId }) };
    return ask({ kind: 'invite', callId, body: { participants: [first, ...more], clientContext: 'context' } });
  };
  /** As far as the invite, everything established. */
  const upToInvite = (replaces = (id: string) => id) => {
    const p2p = call();
    answer(p2p);
    world.run(SECOND);
    const { callId: multiparty } = create();
    world.run(SECOND);
    sent.length = 0;
    return { p2p, multiparty, reply: invite(multiparty, replaces(p2p)) };
  };
  return { ...teams, world, sent, all, ask, call, answer, create, invite, upToInvite, kinds: () => sent.map(({ kind }) => kind) };
}
export const usersIn = (teams: ReturnType<typeof teamsWith>) =>
  teams
    .meetings()
    .flatMap(({ participants }) =>
      participants.filter(({ identity }) => identity.kind === 'user').map(({ identity }) => identity.id),
    );
export const resultOf = (notification: Notification | undefined) => JSON.stringify(notification?.body);
export const legOf = (teams: ReturnType<typeof teamsWith>, id: string) => teams.legs().find((leg) => leg.id === id);
