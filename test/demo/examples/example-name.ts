/** What the demo can show: the seed's three examples, and a stay. */
export const EXAMPLES = {
  escalate: 'a user calls and is moved into a multiparty call: the third example of the seed',
  'invite-one': 'one participant is invited to an existing multiparty call: its first example',
  'invite-several': 'two are invited at once: its second example',
  stay: 'a user is escalated, the bot stays: people come and go, are invited and removed, until it leaves',
} as const;

export type ExampleName = keyof typeof EXAMPLES;

export function isExampleName(name: string): name is ExampleName {
  return Object.hasOwn(EXAMPLES, name);
}
