/** The seed's third example, as the demo words it. */
export const SEED = [
  'P2P call incoming',
  'answer the P2P call',
  'P2P call establishing',
  'P2P call established',
  'create the multiparty call, without media',
  'multiparty call establishing',
  'multiparty call established',
  'invite the caller, replacing the P2P call',
  'invite operation completed',
  'roster: 2 in the multiparty call',
  'P2P call deleted',
  'hang up our leg',
  'multiparty call deleted',
];
