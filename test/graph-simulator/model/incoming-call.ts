import { endLeg } from './end-leg.ts';
import type { Leg } from './leg.ts';
import { incomingNotification, legacyNotification } from './notification-bodies.ts';
import { later, newId, postOf, type Teams } from './teams.ts';

export interface IncomingCall {
  callerUserId?: string;
  callerName?: string;
  /** Tenant of the call. */
  tenantId?: string;
  /** The call is to this resource account (applicationInstance) instead of the app itself (Graph §9.4). */
  targetInstanceId?: string;
  /** What the caller is but a user: a phone, a guest, or encrypted because consent is missing (Graph §2). */
  callerKind?: 'user' | 'phone' | 'guest' | 'encrypted';
}

/** Somebody calls the bot: tells its registered address, and gives it 15 s to answer. */
export function incomingCall(teams: Teams, call: IncomingCall = {}): Leg {
  const { settings, world } = teams;
  const leg = ringingLeg(teams, call);
  teams.legs.set(leg.id, leg);
  const tell = () => teams.post(postOf(leg, 'incoming', incomingNotification(settings, leg)));
  if (teams.script.has('legacyFirstNotification', leg)) {
    teams.post(postOf(leg, 'incoming', legacyNotification(leg)));
    later(teams, leg, settings.timings.legacyRepeat, 'incoming', tell);
  } else {
    tell();
  }
  const resultInfo = { code: 408, subcode: 8544, message: 'Callee could not be reached.' };
  later(teams, leg, settings.timings.answerWindow, 'answer window', () => endLeg(teams, leg, { by: 'teams', resultInfo }));
  world.after(0, 'ringing', () => teams.reached('ringing', leg));
  teams.changed();
  return leg;
}

function ringingLeg(
  teams: Teams,
  { callerUserId, callerName = 'Test User', tenantId, targetInstanceId, callerKind = 'user' }: IncomingCall,
): Leg {
  const { settings, world } = teams;
  const caller = { id: callerUserId ?? world.newId('user'), displayName: callerName };
  const target = { displayName: 'Test BOT', language: 'en-US', id: targetInstanceId ?? settings.applicationId };
  const identity = { [callerKind]: { displayName: caller.displayName, language: 'en-US', id: caller.id } };
  return {
    id: newId(teams, 'call'),
    kind: 'p2p',
    direction: 'incoming',
    tenantId: (tenantId ?? world.newId('tenant')).toLowerCase(),
    state: 'incoming',
    callbackUri: settings.botAddress,
    chainId: world.newId('chain'),
    scenarioId: world.newId('scenario'),
    participantId: newId(teams, 'participant'),
    createdAt: world.now(),
    caller,
    target: { [targetInstanceId ? 'applicationInstance' : 'application']: target },
    inLobby: false,
    deltaRoster: false,
    allowsConversationWithoutHost: true,
    described: {
      source: { '@odata.type': '#microsoft.graph.participantInfo', identity },
      requestedModalities: ['audio', 'video'],
    },
    keptAliveAt: [],
    timers: new Set(),
  };
}
