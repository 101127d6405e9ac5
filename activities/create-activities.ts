import { activityInfo, log } from '@temporalio/activity';
import type { CallActivities } from '../workflows/contract/activities.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { createCallbackUri } from './callback-uri.ts';
import type { ClientCredential } from './graph/client/client-credential.ts';
import { openConnections } from './graph/client/connections.ts';
import { createGraphClient, type GraphExchange } from './graph/client/graph-client.ts';
import { createTokens } from './graph/client/tokens.ts';
import { createInviteByStay } from './invite-by-stay.ts';
import { createMediaChoice, type MultipartyMedia } from './multiparty-media.ts';
import { measureGraph } from './measure-graph.ts';
import { withTokensAhead } from './tokens-ahead.ts';
import { wireActivities } from './wire-activities.ts';

export interface ActivitySettings {
  /** The bot's app id (`AZURE_CLIENT_ID`). */
  applicationId: string;
  credential: ClientCredential;
  /** URLs without a trailing slash. */
  authorityHost: string;
  graphBaseUrl: string;
  callbackBaseUrl: string;
  /** The first one signs. */
  callbackSigningKeys: string[];
  multipartyMedia: MultipartyMedia;
}

/**
 * All activities: those of Graph over one client with its connections and tokens.
 * @param onExchange is told of each request to Graph, in the activity that sent it
 */
export function createActivities(settings: ActivitySettings, onExchange?: (exchange: GraphExchange) => void): CallActivities {
  const { applicationId, credential, authorityHost, graphBaseUrl } = settings;
  const tokens = createTokens({ clientId: applicationId, credential, authorityHost, graphBaseUrl });
  const deps: ActivityDeps = {
    graph: createGraphClient({
      baseUrl: graphBaseUrl,
      tokens,
      connections: openConnections(),
      scenarioId: () => activityInfo().workflowExecution?.runId,
      log: (exchange) => {
        log.info('Graph request', { ...exchange });
        measureGraph(exchange);
        onExchange?.(exchange);
      },
    }),
    applicationId,
    media: createMediaChoice(settings.multipartyMedia),
    callbackUri: createCallbackUri(settings.callbackBaseUrl, settings.callbackSigningKeys),
  };
  return withTokensAhead({ ...wireActivities(deps), inviteByStay: createInviteByStay() }, tokens);
}
