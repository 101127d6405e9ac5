import { stayViolations } from '../../invariants/staying/stay-violations.ts';
import type { Simulated } from '../simulated.ts';
import { endedStay } from './ended-stay.ts';
import { simulateStay } from './simulate-stay.ts';
import type { SimulatedStay } from './stay-record.ts';
import type { StayScript } from './stay-script.ts';

/** Simulates a stay, and holds it to the invariants. */
export async function simulatedStay(script: StayScript): Promise<Simulated> {
  const stay = await simulateStay(script);
  const ended = endedStay(stay);
  const { begins, happenings, faults = [], killsEach, workerDies = 0, webhookDown = 0, suggestContinueAsNewFrom } = script;
  return {
    of: 'stays',
    outcome: outcomeOf(ended),
    violations: ended ? stayViolations(ended) : [],
    faults,
    circumstances: [
      begins === 'handedOver' ? 'handed over' : `begun by a client, ${begins.told ? 'told' : 'not told'}`,
      ...new Set(happenings.map((what) => `happens: ${nameOf(what)}`)),
      ...(killsEach !== undefined || workerDies > 0 ? ['workers die'] : []),
      ...(webhookDown > 0 ? ['webhook down now and then'] : []),
      ...(suggestContinueAsNewFrom !== undefined && wasContinued(stay) ? ['continued as new'] : []),
    ],
    story: () => [JSON.stringify(script), ...stay.story, JSON.stringify(ended, undefined, 1)],
    simpler: simplerScripts(script).map((simpler) => () => simulatedStay(simpler)),
  };
}

function outcomeOf(ended: ReturnType<typeof endedStay>): string {
  const ending = ended?.ending ?? { is: 'not handed over' as const };
  if (ending.is === 'completed') return `${ending.result.outcome}: ${ending.result.reason}`;
  return ending.is === 'failed' ? `failed: ${ending.type}` : ending.is;
}

function nameOf(what: StayScript['happenings'][number]): string {
  if ('meeting' in what) return what.meeting.do;
  if ('update' in what) return what.update;
  if ('invite' in what) return 'inviteToCall';
  if ('cancel' in what) return 'cancel';
  if ('escalate' in what) return 'escalated again';
  return 'kill' in what ? 'workers are dead' : 'notifications are lost';
}

function wasContinued({ runs }: SimulatedStay): boolean {
  return runs.some(({ continuedAs }) => continuedAs !== undefined);
}

function simplerScripts(script: StayScript): StayScript[] {
  const { happenings, faults = [], killsEach, suggestContinueAsNewFrom, ...rest } = script;
  const { workerDies = 0, webhookDown = 0 } = rest;
  return [
    ...happenings.map((_, left) => ({ ...script, happenings: happenings.filter((_, i) => i !== left) })),
    ...(faults.length > 0 ? [{ ...script, faults: [] }] : []),
    ...(killsEach === undefined ? [] : [{ ...rest, happenings, faults, ...asGiven({ suggestContinueAsNewFrom }) }]),
    ...(suggestContinueAsNewFrom === undefined ? [] : [{ ...rest, happenings, faults, ...asGiven({ killsEach }) }]),
    ...(workerDies > 0 ? [{ ...script, workerDies: 0 }] : []),
    ...(webhookDown > 0 ? [{ ...script, webhookDown: 0 }] : []),
  ];
}

/** Without what is not given. */
function asGiven(numbers: Record<string, number | undefined>): Partial<StayScript> {
  return Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== undefined));
}
