import { now } from '../clock.ts';
import type { Run } from '../run.ts';
import { waitUntil } from '../wait.ts';
import { placeSince } from './ask.ts';
import type { Inviting } from './inviting.ts';
import { type Confirmation, type Guest, settle } from './party.ts';

/** Awaits the rosters that show those whose invite has ended well, each until their deadline: no outcome says more than was seen. */
export async function awaitConfirmations(run: Run, party: readonly Guest[], inviting: Inviting): Promise<void> {
  for (;;) {
    confirmSeen(run, party, inviting);
    const open = party.flatMap(({ confirmation }) => confirmation ?? []);
    if (open.length === 0) return;
    const until = Math.min(...open.map(({ by }) => by));
    const isShown = () => party.some((guest) => guest.confirmation && placeOf(run, guest, guest.confirmation, inviting) === 'in');
    await waitUntil(run, {
      what: 'the roster to show who was invited',
      ready: () => inviting.leg().end !== undefined || isShown(),
      until: () => until,
    });
    for (const guest of party) {
      const { confirmation } = guest;
      if (confirmation && (confirmation.by <= now(run) || inviting.leg().end)) settleAsSeen(run, guest, confirmation, inviting);
    }
  }
}

/** Those whom a roster has shown in the call meanwhile. */
export function confirmSeen(run: Run, party: readonly Guest[], inviting: Inviting): void {
  for (const guest of party)
    if (guest.confirmation && placeOf(run, guest, guest.confirmation, inviting) === 'in') settle(guest, 'joined');
}

function settleAsSeen(run: Run, guest: Guest, confirmation: Confirmation, inviting: Inviting): void {
  const place = placeOf(run, guest, confirmation, inviting);
  if (place === 'in') settle(guest, 'joined');
  else if (place === 'inLobby') settle(guest, 'inLobby');
  else if (confirmation.completed) settle(guest, 'joined', { unconfirmed: 'roster' });
  else settle(guest, 'unknown');
}

function placeOf(run: Run, guest: Guest, { since }: Confirmation, inviting: Inviting) {
  return placeSince(run, inviting, guest, since);
}
