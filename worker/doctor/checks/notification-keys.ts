import { fetchKeys } from '../../../webhook/notification-keys.ts';
import { messageWithCauses } from '../../../workflows/contract/errors.ts';
import { attempt, check, type Attempted } from '../check.ts';
import { bad, good, type Line } from '../line.ts';

export interface KeysSeen {
  document: string;
  /** Their types. */
  keys: Attempted<string[]>;
}

/** Can the keys that sign Graph's notifications be fetched? */
export const notificationKeys = check(
  'notification keys',
  ({ webhook }) =>
    Promise.all(
      webhook.openIdConfigurations.map(async (document) => ({
        document,
        keys: await attempt(async () => (await fetchKeys(document)).map(({ kty }) => kty ?? '')),
      })),
    ),
  (seen) => seen.map(judgeKeys),
);

export function judgeKeys({ document, keys }: KeysSeen): Line {
  const todo =
    'check NOTIFICATION_OPENID_CONFIGURATION, and make sure that the webhook can reach it: without keys it answers 503';
  if ('failed' in keys) return bad(`none from ${document}: ${messageWithCauses(keys.failed)}`, todo);
  const count = keys.found.filter((type) => type === 'RSA').length;
  return count > 0 ? good(`${count} from ${document}`) : bad(`${document} leads to no RSA keys`, todo);
}
