import { activityInfo, log } from '@temporalio/activity';
import type { EscalationActivities } from '../workflows/contract/activities.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { createCallbackUri } from './callback-uri.ts';
import type { ClientCredential } from './graph/client-credential.ts';
import { openConnections } from './graph/connections.ts';
import { createGraphClient } from './graph/graph-client.ts';
import { createTokens } from './graph/tokens.ts';
import { createMediaChoice, type MultipartyMedia } from './multiparty-media.ts';
import { wireActivities } from './wire-activities.ts';

export interface ActivitySettings {
  /** The bot's app id (`AZURE_CLIENT_ID`). */
  applicationId: string;
  credential: ClientCredential;
  /** URLs without a trailing slash. */
  authorityHost: string;
  graphBaseUrl: string;
  callbackBaseUrl: string;
  /** The first signs. */
  callbackSigningKeys: string[];
  multipartyMedia: MultipartyMedia;
}

/** Everything the workflow asks for, over one Graph client with its connections and tokens. */
export function createActivities(settings: ActivitySettings): EscalationActivities {
  const { applicationId, credential, authorityHost, graphBaseUrl } = settings;
  const deps: ActivityDeps = {
    graph: createGraphClient({
      baseUrl: graphBaseUrl,
      tokens: createTokens({ clientId: applicationId, credential, authorityHost, graphBaseUrl }),
      connections: openConnections(),
      scenarioId: () => activityInfo().workflowExecution?.runId,
      log: (exchange) => {
        log.info('asked Graph', { ...exchange });
      },
    }),
    applicationId,
    media: createMediaChoice(settings.multipartyMedia),
    callbackUri: createCallbackUri(settings.callbackBaseUrl, settings.callbackSigningKeys),
  };
  return wireActivities(deps);
}
