/** What `record-here.ts` records, in words of the usage. */
export const RECORDED_HERE = {
  'queried-in-the-first-task': 'nothing goes wrong, but somebody asks early',
  'handed-over': 'an escalation that invites somebody else, and hands its leg over',
  stay: 'a stay in which people come, are invited and removed, and that leaves when it is asked to',
  'invite-several': "two people invited into another service's call",
} as const;

export type RecordedHere = keyof typeof RECORDED_HERE;

export function isHere(scenario: string): scenario is RecordedHere {
  return Object.hasOwn(RECORDED_HERE, scenario);
}
