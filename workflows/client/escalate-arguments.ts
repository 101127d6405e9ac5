import { parseArgs } from 'node:util';
import { errorMessage } from '../contract/errors.ts';
import type { InviteToCallInput } from '../contract/invite.ts';
import type { RemoveParticipantArgument } from '../contract/stay.ts';
import type { EscalationClient } from './escalation-client.ts';
import { cancel, show, wait, watchUntilEnd } from './escalate-commands.ts';
import { HELP } from './escalate-help.ts';
import type { Output, Terminal } from './escalate-terminal.ts';
import { invite, start, stay } from './escalate-start-commands.ts';
import { leave, people, remove } from './escalate-stay-commands.ts';
import type { StayInput } from './stay.ts';

/** Resolves with the exit code. */
export type Command = (client: EscalationClient, terminal: Terminal) => Promise<number>;

/** Its message says what is wrong with the arguments. */
export class WrongUsage extends Error {}

/** The command that the arguments name; `'help'` if they ask for it. @throws {WrongUsage} */
export function readCommand(args: string[]): Command | 'help' {
  const { values: flags, positionals } = readFlags(args);
  const [command, id] = positionals;
  if (flags.help) return 'help';
  if (command === undefined) throw new WrongUsage(HELP);
  switch (command) {
    case 'start': {
      const { input, again = false, wait: waits = false } = flags;
      if (input === undefined) throw new WrongUsage('start needs --input <file.json | ->');
      return (client, terminal) => start(client, { input, again, wait: waits }, terminal);
    }
    case 'invite': {
      const started = { input: flags.input ?? inviteOf(id, flags), wait: flags.wait ?? false };
      return (client, terminal) => invite(client, started, terminal);
    }
    case 'stay': {
      const started = { input: flags.input ?? stayOf(id, flags), wait: flags.wait ?? false };
      return (client, terminal) => stay(client, started, terminal);
    }
    case 'remove': {
      const removal = { callId: needed(id, 'remove needs the id of the call'), who: personOf(flags), requestId: flags.request };
      return (client, output) => remove(client, removal, output);
    }
    default:
      return withId(command, id);
  }
}

const ANY_ID = "the P2P call's id, that of the multiparty call, or a workflow id";

/** The commands that take an id and nothing else, and what they call it. */
const WITH_ID: Record<string, [(client: EscalationClient, id: string, output: Output) => Promise<number>, string]> = {
  show: [show, ANY_ID],
  watch: [watchUntilEnd, ANY_ID],
  wait: [wait, ANY_ID],
  cancel: [cancel, ANY_ID],
  people: [people, 'the id of the multiparty call'],
  leave: [leave, 'the id of the multiparty call'],
};

function withId(command: string, id: string | undefined): Command {
  const known = Object.hasOwn(WITH_ID, command) ? WITH_ID[command] : undefined;
  if (!known) throw new WrongUsage(`There is no command ${command}\n\n${HELP}`);
  const [run, what] = known;
  const given = needed(id, `${command} needs ${what}`);
  return (client, output) => run(client, given, output);
}

interface Flags {
  tenant?: string;
  request?: string;
  user?: string[];
  participant?: string;
  alone?: boolean;
}

function inviteOf(callId: string | undefined, { tenant, request, user = [], alone = false }: Flags): InviteToCallInput {
  const usage = 'invite needs <call id> --tenant <id> --request <id> --user <id>, or --input <file.json | ->';
  const call = { id: needed(callId, usage), tenantId: needed(tenant, usage) };
  if (user.length === 0) throw new WrongUsage(usage);
  const participants = user.map((id) => ({ user: { id } }));
  return { requestId: needed(request, usage), call, participants, ...(alone && { together: false }) };
}

function stayOf(callId: string | undefined, { tenant }: Flags): StayInput {
  const usage = 'stay needs <call id> --tenant <id>, or --input <file.json | ->';
  return { call: { id: needed(callId, usage), tenantId: needed(tenant, usage) } };
}

function personOf({ user: [user, ...more] = [], participant }: Flags): RemoveParticipantArgument {
  if (user !== undefined && more.length === 0 && participant === undefined) return { user: { id: user } };
  if (user === undefined && participant !== undefined) return { participantId: participant };
  throw new WrongUsage('remove needs one person: --user <id> or --participant <id>');
}

function needed(value: string | undefined, usage: string): string {
  if (value === undefined) throw new WrongUsage(usage);
  return value;
}

function readFlags(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        input: { type: 'string' },
        again: { type: 'boolean' },
        wait: { type: 'boolean' },
        tenant: { type: 'string' },
        request: { type: 'string' },
        user: { type: 'string', multiple: true },
        participant: { type: 'string' },
        alone: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new WrongUsage(`${errorMessage(error)}\n\n${HELP}`);
  }
}
