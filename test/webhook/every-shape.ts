/** One item of a batch, and what it says, without the time. */
export interface Shape {
  item: object;
  says: object[];
}

/** How Graph §5 saw one thing written in several ways; all that can be combined is. */
interface Writing {
  /** `@odata.type` of item and data. */
  type: 'hash' | 'plain' | 'none';
  url: (path: string) => object;
  many: 'one' | 'list';
  id: string;
  /** Of words that Graph writes both ways. */
  word: (text: string) => string;
}

const IDS = ['57DAB8B1894C409AB240BD8BEAE78896', '57dab8b1-894c-409a-b240-bd8beae78896', '521f0b00-431f-49e4-972a-d4da044def36'];
const URLS: Writing['url'][] = [
  (path) => ({ resourceUrl: `/communications/calls/${path}` }),
  (path) => ({ resource: `/app/calls/${path}` }),
  (path) => ({ resource: `/app/calls/${path}`, resourceUrl: `/communications/calls/${path}` }),
  (path) => ({
    resource: `communications/calls/${path}`,
    resourceUrl: `https://graph.microsoft.com/v1.0/communications/calls/${path}`,
  }),
  (path) => ({ resourceUrl: `https://graph.microsoft.com/beta/app/calls/${path}` }),
  (path) => ({ resourceUrl: `/Communications/Calls/${path}/`, callbackUri: 'https://bot.example.com', subscriptionId: 'x' }),
];
const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

function writings(): Writing[] {
  return (['hash', 'plain', 'none'] as const).flatMap((type) =>
    URLS.flatMap((url) =>
      (['one', 'list'] as const).flatMap((many) =>
        IDS.flatMap((id) => [(text: string) => text, capital].map((word) => ({ type, url, many, id, word }))),
      ),
    ),
  );
}

/** Every state of a call, documented or not. */
const STATES: Record<string, string | undefined> = {
  incoming: 'incoming',
  redirecting: 'incoming',
  establishing: 'establishing',
  ringing: 'establishing',
  established: 'established',
  hold: 'established',
  transferring: 'established',
  transferAccepted: 'established',
  unknownFutureValue: 'established',
  terminating: undefined,
  terminated: 'terminated',
};
const STATUSES = { notStarted: 'running', running: 'running', idle: 'running', completed: 'completed', failed: 'failed' };
const USER = '8A34A46B-3D17-4ADC-8DCE-DC4E7D572698';

/** Of one writing everything that Graph can say of a call. */
function shapesOf({ type, url, many, id, word }: Writing): Shape[] {
  const typed = (name: string) =>
    type === 'none' ? {} : { '@odata.type': `${type === 'hash' ? '#' : ''}microsoft.graph.${name}` };
  const say = (below: string, data: object, changeType = 'updated') => ({
    ...typed('commsNotification'),
    changeType: word(changeType),
    ...url(`${id}${below}`),
    resourceData: many === 'list' ? [data] : data,
  });
  const call = (data: object) => ({ ...typed('call'), '@odata.etag': 'W/"5445"', id, direction: 'incoming', ...data });
  const operation = (data: object) => ({ ...typed('inviteParticipantsOperation'), clientContext: 'context-1', ...data });
  const participant = (left = {}) => ({
    ...typed('participant'),
    info: { identity: { user: { id: USER, displayName: 'Heidi Klein' } }, region: 'westeurope' },
    isInLobby: false,
    ...left,
  });
  const told = { type: 'operation', callId: id, clientContext: 'context-1', operationId: 'operation-1' };
  const roster = { type: 'roster', callId: id, source: 'notification' };
  return [
    ...Object.entries(STATES).map(([state, means]) => ({
      item: say('', call({ state: word(state) })),
      says: means === undefined ? [] : [{ type: 'call', callId: id, state: means }],
    })),
    { item: say('', call({ callState: word('established') })), says: [{ type: 'call', callId: id, state: 'established' }] },
    { item: say('', call({ mediaState: { audio: 'active' }, toneInfo: null })), says: [] },
    { item: say('', call({}), 'deleted'), says: [{ type: 'call', callId: id, state: 'terminated', deleted: true }] },
    {
      item: say('', call({ state: word('terminated'), resultInfo: { code: '487', subCode: 10_024 } }), 'deleted'),
      says: [{ type: 'call', callId: id, state: 'terminated', deleted: true, resultInfo: { code: 487, subcode: 10_024 } }],
    },
    ...Object.entries(STATUSES).map(([status, means]) => ({
      item: say('/operations/operation-1', operation({ status: word(status) }), 'deleted'),
      says: [{ ...told, status: means }],
    })),
    { item: say('/operations/operation-1', operation({ status: null, id: null })), says: [{ ...told, status: 'running' }] },
    {
      item: {
        ...say('/participants', {}),
        resourceData: [participant(), { ...participant(), info: { identity: { application: { id: 'app' } } } }],
      },
      says: [
        {
          ...roster,
          extent: 'full',
          participants: [
            { id: USER, kind: 'user', inLobby: false },
            { id: 'app', kind: 'application', inLobby: false },
          ],
        },
      ],
    },
    {
      item: say('/participants', {
        ...typed('deltaParticipants'),
        sequenceNumber: '7',
        participants: [participant({ removedState: { reason: 'Removed' } })],
      }),
      says: [
        { ...roster, extent: 'delta', sequenceNumber: 7, participants: [{ id: USER, kind: 'user', inLobby: false, left: true }] },
      ],
    },
    {
      item: say('/participants/participant-1', participant({ isInLobby: true })),
      says: [{ ...roster, extent: 'delta', participants: [{ id: USER, kind: 'user', inLobby: true }] }],
    },
    { item: say('/contentsharingsessions', { ...typed('contentSharingSession'), id: 'session' }, 'created'), says: [] },
    {
      item: say('/operations/operation-1', { '@odata.type': '#microsoft.graph.playPromptOperation', status: 'completed' }),
      says: [],
    },
    { item: say('/somethingNew', { '@odata.type': '#microsoft.graph.somethingNew', state: 'established' }), says: [] },
  ];
}

export function everyShape(): Shape[] {
  return writings().flatMap(shapesOf);
}
