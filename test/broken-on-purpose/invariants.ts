import type { Breakage } from './breakage.ts';

const invariants = 'test/invariants/invariants.test.ts';
const chaos = 'test/chaos/chaos.test.ts';
const faults = 'test/graph-simulator/faults/faults.test.ts';

/** The invariants themselves, and what the chaos run stands on. */
export const INVARIANTS: Breakage[] = [
  {
    guards: 'Invariant, no leg alive that no result names',
    does: 'takes any name for the name of every leg',
    file: 'test/invariants/truth.ts',
    from: 'foldId(name).includes(foldId(id))',
    to: 'foldId(name).length > 0 || foldId(id).length > 0',
    foundBy: invariants,
  },
  {
    guards: 'Invariant, the result is true',
    does: 'believes every P2P call that is said to have ended',
    file: 'test/invariants/truth.ts',
    from: "result.p2pCall === 'ended' && p2p.alive",
    to: "result.p2pCall === 'ended' && p2p.alive && caller.moves > 0",
    foundBy: invariants,
  },
  {
    guards: 'Invariant, the result is true',
    does: 'excuses what nobody asked for',
    file: 'test/invariants/truth.ts',
    from: 'return answers < asked.length && answers < needed;',
    to: 'return answers < needed;',
    foundBy: invariants,
  },
  {
    guards: 'Invariant, the result is true',
    does: 'excuses what Graph did tell',
    file: 'test/invariants/truth.ts',
    from: 'return answers < asked.length && answers < needed;',
    to: 'return needed > 0 && answers < asked.length;',
    foundBy: invariants,
  },
  {
    guards: 'Invariant, no P2P leg dropped before its caller was in',
    does: 'forgives it whatever the policy says',
    file: 'test/invariants/truth.ts',
    from: "const wanted = policy.onFailure === 'hangUp' &&",
    to: 'const wanted = policy.onFailure !== undefined &&',
    foundBy: invariants,
  },
  {
    guards: 'Invariant, no person invited twice with effect',
    does: 'does not look for an invite that still rings',
    file: 'test/invariants/requests.ts',
    from: '?? Number.POSITIVE_INFINITY) > at',
    to: '?? 0) > at',
    foundBy: invariants,
  },
  {
    guards: 'Invariant, no request after its reason was gone',
    does: 'looks at the run only, not at the record',
    file: 'test/invariants/requests.ts',
    from: '    ...late.map(({ kind }) => `${kind} after the end of the run`),\n',
    to: '',
    foundBy: invariants,
  },
  {
    guards: 'Invariant, no request after its reason was gone',
    does: 'takes every request for one that was under way',
    file: 'test/invariants/requests.ts',
    from: 'at > knownAt + delivery + clockSkew',
    to: 'at > Infinity',
    foundBy: invariants,
  },
  {
    guards: 'Invariant, every wait ended by its deadline',
    does: 'allows outages without end',
    file: 'test/invariants/invariants.ts',
    from: 'policy.leaveAfter + TIDY_UP + outages',
    to: 'policy.leaveAfter + TIDY_UP + 1_000 * outages',
    foundBy: invariants,
  },
  {
    guards: 'Chaos, faults of one call',
    does: 'lets them strike whoever comes first',
    file: 'test/chaos/plan-calls.ts',
    from: '.map((fault) => ({ ...fault, where: { tenantId } }))',
    to: '',
    foundBy: chaos,
  },
  {
    guards: 'Chaos, programs come back',
    does: 'does not try again where they fail to start',
    file: 'test/chaos/keep-running.ts',
    from: 'running = await start().catch(() => undefined);',
    to: 'running = await start();',
    foundBy: chaos,
  },
  {
    guards: 'Simulator, quirks of one tenant',
    does: 'has them for all',
    file: 'test/graph-simulator/faults/script.ts',
    from: 'on.quirk === quirk && inScope(on.where, scope)',
    to: 'on.quirk === quirk && inScope(undefined, scope)',
    foundBy: faults,
  },
];
