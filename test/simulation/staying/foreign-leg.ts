import type { SimulatedTeams } from '../../graph-simulator/model/create-teams.ts';
import type { Leg } from '../../graph-simulator/model/leg.ts';
import { TENANT } from '../input-for.ts';
import { CALLBACK_BASE } from '../virtual-webhook.ts';
import type { BegunByClient } from './stay-script.ts';

const ROLES = ['Calls.JoinGroupCall.All', 'Calls.InitiateGroupCall.All'];

/** A multiparty leg that another service of the app registration has made, with people in its meeting. */
export function createForeignLeg(teams: SimulatedTeams, { told, people }: BegunByClient): Leg {
  const callbackUri = told ? `${CALLBACK_BASE}/api/calls` : 'https://other-service/calls';
  const chatInfo = { threadId: '19:meeting_other@thread.v2', messageId: '0' };
  const meetingInfo = { organizer: { user: { id: 'o', tenantId: TENANT } }, allowConversationWithoutHost: true };
  const body = { callbackUri, tenantId: TENANT, requestedModalities: [], chatInfo, meetingInfo };
  teams.handle({ kind: 'createCall', body }, { tenantId: TENANT, roles: ROLES });
  const leg = teams.legs().findLast(({ kind }) => kind === 'multiparty');
  if (!leg) throw new Error('Graph refuses the leg of the other service');
  for (const id of people) teams.inMeeting(leg.id, { do: 'join', person: { id } });
  return leg;
}
