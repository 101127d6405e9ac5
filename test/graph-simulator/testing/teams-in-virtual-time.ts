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
/** A call of its own, without a meeting. */
export const GROUP_CALL = { chatInfo: null, meetingInfo: null } satisfies Partial<CreateCallBody>;
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
  /** A leg in a meeting (or a call of its own), established, of which all that was sent is forgotten. */
  const stay = (body: Partial<CreateCallBody> = {}) => {
    const { callId } = create(body);
    world.run(SECOND);
    sent.length = 0;
    return callId;
  };
  const ring = (callId: string, ...people: (string | Invitation)[]) => {
    const participants = people.map((one) => (typeof one === 'string' ? { identity: { user: { id: one } } } : one));
    return ask({ kind: 'invite', callId, body: { participants, clientContext: 'context' } });
  };
  const kinds = () => sent.map(({ kind }) => kind);
  return { ...teams, world, sent, all, ask, call, answer, create, invite, upToInvite, stay, ring, kinds };
}
export const usersIn = (teams: ReturnType<typeof teamsWith>) =>
  teams
    .meetings()
    .flatMap(({ participants }) =>
      participants.filter(({ identity }) => identity.kind === 'user').map(({ identity }) => identity.id),
    );
export const resultOf = (notification: Notification | undefined) => JSON.stringify(notification?.body);
export const legOf = (teams: ReturnType<typeof teamsWith>, id: string) => teams.legs().find((leg) => leg.id === id);
