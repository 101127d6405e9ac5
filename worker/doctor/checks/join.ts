import { ApplicationFailure } from '@temporalio/common';
import { messageWithCauses } from '../../../workflows/contract/errors.ts';
import { type Check, check } from '../check.ts';
import { type Joining, type JoinSeen, joinAndLeave } from '../join-and-leave.ts';
import { bad, good, type Line, note } from '../line.ts';

const FORMS = { omit: "without media, the seed's form", serviceHosted: 'with an empty serviceHostedMediaConfig' };

/** `--join`: a leg in a real meeting, from creation to end. */
export function joinCheck(joining: Joining): Check {
  return check('join', (setup) => joinAndLeave(setup, joining), judgeJoin);
}

export function judgeJoin(seen: JoinSeen | { badLink: string }): Line[] {
  if ('badLink' in seen) return [bad(`the link ${seen.badLink}`, 'copy the join link from the meeting invitation')];
  const { created } = seen;
  const isKnown = 'found' in created || isUnknown(created.failed);
  return isKnown ? [...judgeCreated(seen), ...judgeCallback(seen), ...judgePlace(seen), ...judgeLeft(seen)] : judgeCreated(seen);
}

function judgeCreated(seen: JoinSeen): Line[] {
  const { otherTenant } = seen;
  const elsewhere = `the meeting is in tenant ${otherTenant}: permissions are needed there as well`;
  return otherTenant === undefined ? judgeAnswer(seen) : [note(elsewhere), ...judgeAnswer(seen)];
}

function judgeAnswer({ created, form, setting }: JoinSeen): Line[] {
  if ('failed' in created) {
    const { failed } = created;
    const type = failed instanceof ApplicationFailure ? failed.type : undefined;
    const [said = '', advice = 'see the message'] = failed.message.split(` ${type}: `);
    return [bad(said, advice)];
  }
  const tried = good(`Graph created a leg in ${created.found} ms, ${FORMS[form]}`);
  if (setting !== 'auto' || form === 'omit') return [tried];
  return [tried, note('without media it was rejected (400): with MULTIPARTY_MEDIA=serviceHosted new workers skip that attempt')];
}

function judgeCallback({ callback, timeouts }: JoinSeen): Line[] {
  if (!callback) {
    const todo = 'see the lines about the callback address; /api/calls/<address> below it must lead here as well';
    return [bad(`no signed callback within ${timeouts.callback / 1_000} s`, todo)];
  }
  const { after, iss, kid, tid, refused } = callback;
  const token = `iss ${iss}, kid ${kid}, tid ${tid}`;
  if (refused === undefined) return [good(`the first signed callback came after ${after} ms: ${token}`)];
  const todo = 'check NOTIFICATION_ISSUERS, NOTIFICATION_OPENID_CONFIGURATION, AZURE_CLIENT_ID and the clock';
  return [bad(`a callback came after ${after} ms, and the webhook rejects it: ${refused} (${token})`, todo)];
}

function judgePlace({ callback, ended, place }: JoinSeen): Line[] {
  if (ended) {
    const code = [ended.code, ended.subcode].filter((part) => part !== undefined).join('/');
    const said = [code, ended.message].filter((part) => part).join(': ');
    return [
      bad(
        `Graph ended the leg: ${said || 'without a reason'}`,
        'was the bot removed, or the meeting ended? If not, look the code up',
      ),
    ];
  }
  if (place === 'meeting') return [good('the bot is in the meeting')];
  if (place === 'lobby') {
    const todo =
      "let the bot bypass the lobby (meeting options, or the tenant's meeting policy): an escalation gives up in a lobby";
    return [bad('the bot waits in the lobby', todo)];
  }
  return callback?.refused === undefined && callback
    ? [note('no roster shows where the bot is: rosters come late, or never')]
    : [];
}

function judgeLeft({ left }: JoinSeen): Line[] {
  const todo = 'Graph ends it 45 minutes after its last keepAlive; the organizer can remove the bot from the meeting';
  if (left === undefined || left === 'unknown id') return [bad('the leg cannot be hung up: its id is not known', todo)];
  if ('failed' in left) return [bad(`the leg could not be hung up: ${messageWithCauses(left.failed)}`, todo)];
  return [left.found === 'confirmed' ? good('the leg is hung up') : note('the leg is hung up; no callback reported its end')];
}

function isUnknown(error: Error): boolean {
  return error instanceof ApplicationFailure && error.type === 'OutcomeUnknown';
}
