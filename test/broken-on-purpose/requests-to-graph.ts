import type { Breakage } from './breakage.ts';

const tokens = 'test/activities/graph/tokens.test.ts';
const sends = 'test/activities/send-activities.test.ts';

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
  {
    guards: 'MULTIPARTY_MEDIA, a fixed form',
    does: 'sends the other one where the workflow asks for it',
    file: 'activities/multiparty-media.ts',
    from: 'return { choose: () => setting,',
    to: "return { choose: (wanted) => (wanted === 'other' ? otherThan(setting) : setting),",
    foundBy: sends,
  },
  {
    guards: 'Media form, any 400',
    does: 'tries the other form after 8523 only',
    file: 'activities/create-call.ts',
    from: 'first.status === 400 ?',
    to: "first.status === 400 && inWords(first).includes('8523') ?",
    foundBy: sends,
  },
  {
    guards: 'Media form, remembered once accepted',
    does: 'remembers one that was refused, too',
    file: 'activities/create-call.ts',
    from: '    const askedAgain =',
    to: '    media.remember(otherForm);\n    const askedAgain =',
    foundBy: sends,
  },
  {
    guards: 'Media form, both refused',
    does: 'tells of the second refusal only',
    file: 'activities/create-call.ts',
    from: ' (without media ${inWords(first)})',
    to: '',
    foundBy: sends,
  },
  {
    guards: 'Simulator, refusals of the media form',
    does: 'refuses it with one code only',
    file: 'test/graph-simulator/model/operations/create-call.ts',
    from: 'return formRefused;',
    to: 'return MEDIA_REFUSALS[0][1];',
    foundBy: 'test/graph-simulator/model/refusals.test.ts',
  },
] satisfies Breakage[];
