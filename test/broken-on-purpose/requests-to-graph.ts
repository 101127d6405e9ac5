import type { Breakage } from './breakage.ts';

const tokens = 'test/activities/graph/tokens.test.ts';

/** Tokens, probes, media forms and what Microsoft finds a request by. */
export const REQUESTS_TO_GRAPH = [
  {
    guards: 'A valid token is used',
    does: 'waits for its early renewal, and fails with it',
    file: 'activities/graph/kept-token.ts',
    from: '      renewed().catch(() => {});',
    to: '      await renewed();',
    foundBy: tokens,
  },
  {
    guards: 'A valid token is used until it ends',
    does: 'asks for another one from the time of its renewal on',
    file: 'activities/graph/kept-token.ts',
    from: 'kept.expiresAt - EXPIRY_MARGIN_MS <= now',
    to: 'kept.renewAt <= now',
    foundBy: tokens,
  },
  {
    guards: 'One token request a tenant at a time',
    does: 'asks Entra once for each of our requests',
    file: 'activities/graph/kept-token.ts',
    from: 'underWay ??= renew()',
    to: 'underWay = renew()',
    foundBy: tokens,
  },
] satisfies Breakage[];
