import type { NamedFault } from './named-fault.ts';

/** Shapes of the field that no document has, by name. */
export const FIELD_FAULTS = {
  'established-twice': {
    what: 'Each leg is told established twice, the second time with its media state.',
    faults: [{ quirk: 'establishedTwice' }],
  },
  'meeting-data-in-parts': {
    what: 'The P2P call gets chatInfo, later a meeting token, and stays a P2P call.',
    faults: [{ quirk: 'meetingDataInParts' }],
  },
  'roster-of-two-under-p2p': {
    what: 'Caller and bot are listed under the P2P call, which stays one.',
    faults: [{ quirk: 'rosterOfTwoUnderP2P' }],
  },
  'roster-without-numbers': {
    what: 'Rosters have no sequence numbers.',
    faults: [{ quirk: 'rosterWithoutNumbers' }],
  },
  'bot-as-instance': {
    what: "Rosters list the bot as applicationInstance, under an id that is not the app's.",
    faults: [{ quirk: 'botAsInstance' }],
  },
  'bot-as-instance-in-lobby': {
    what: 'So listed, the bot waits in the lobby and is never admitted.',
    faults: [{ quirk: 'botAsInstance' }, { lobby: 'bot' }],
  },
  'hang-up-says-5002': {
    what: 'The caller hangs up once the P2P leg is established: one deleted with 200/5002.',
    faults: [{ quirk: 'hangUpSays5002' }, { caller: 'hangsUp', at: 'p2p established' }],
  },
  'hang-up-says-5002-establishing': {
    what: 'The caller hangs up while the P2P leg is being established: one deleted with 200/5002.',
    faults: [{ quirk: 'hangUpSays5002' }, { caller: 'hangsUp', at: 'answering' }],
  },
  'hang-up-says-5002-inviting': {
    what: 'The caller hangs up while the invite rings: one deleted with 200/5002.',
    faults: [{ quirk: 'hangUpSays5002' }, { caller: 'hangsUp', at: 'inviting' }],
  },
  'replaced-says-5002': {
    what: 'The replaced P2P leg ends like a hang-up: one deleted with 200/5002.',
    faults: [{ quirk: 'replacedSays5002' }],
  },
  'replaced-says-5002-roster-never': {
    what: 'The replaced P2P leg ends so, the operation is lost, and no roster names the caller.',
    faults: [
      { quirk: 'replacedSays5002' },
      { quirk: 'rosterHidesCaller' },
      { quirk: 'operationsVanish' },
      { notification: 'operation', do: 'lose', times: 'always' },
    ],
  },
} satisfies Record<string, NamedFault>;
