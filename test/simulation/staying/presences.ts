import type { Meeting, Participant } from '../../graph-simulator/model/meeting.ts';
import type { Presence } from '../../invariants/staying/ended-stay.ts';

/** Follows who is in a meeting. `look` is called whenever something may have changed. */
export function followPresences() {
  const presences: Presence[] = [];
  const open = new Map<string, Presence>();
  const seen = { number: -1, id: '' };
  const keyOf = ({ id, inLobby }: Participant) => `${id} ${inLobby}`;
  return {
    presences,
    look(meeting: Meeting | undefined, now: number): void {
      const { key: id = '', sequenceNumber: number = 0 } = meeting ?? {};
      if (seen.id === id && seen.number === number) return;
      Object.assign(seen, { id, number });
      const people = (meeting?.participants ?? []).filter(({ legId }) => legId === undefined);
      const keys = new Set(people.map(keyOf));
      for (const [key, presence] of open) {
        if (keys.has(key)) continue;
        presence.to = now;
        open.delete(key);
      }
      for (const person of people) {
        if (open.has(keyOf(person))) continue;
        const { id: participantId, identity, inLobby } = person;
        const isApplication = identity.kind.startsWith('application');
        const presence: Presence = { id: identity.id, participantId, isApplication, inLobby, from: now };
        open.set(keyOf(person), presence);
        presences.push(presence);
      }
    },
  };
}
