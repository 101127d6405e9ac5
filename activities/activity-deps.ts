import type { LegRef } from '../workflows/contract/events.ts';
import type { Graph } from './graph/client/graph-client.ts';
import type { MediaChoice } from './multiparty-media.ts';

/** What the activities are built from. */
export interface ActivityDeps {
  graph: Graph;
  /** The bot's app id. */
  applicationId: string;
  media: MediaChoice;
  /** The signed address for a leg of the workflow whose activity is running. */
  callbackUri: (leg: LegRef) => Promise<string>;
}
