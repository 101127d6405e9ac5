import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { FaultInput } from '../../graph-simulator/faults/fault.ts';
import { NAMED_FAULTS } from '../../graph-simulator/faults/named-faults.ts';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { about, JOIN_LINK, type Patient, startPatient } from './patient.ts';

let patient: Patient;
beforeAll(async () => {
  patient = await startPatient(injectedEnvironment());
});
afterAll(() => patient.stop());

afterEach(async () => {
  patient.simulator.clearScript();
  // Whatever happened, no leg of ours is left.
  await patient.simulator.waitFor('all legs to end', ({ legs }) => legs.every(({ alive }) => !alive));
});

const join = JOIN_LINK;
const legs = () => patient.simulator.record().legs.length;

it('makes a leg, is notified of it, sees itself in the meeting, and hangs it up', async () => {
  const before = legs();
  const examined = await patient.examine({ join });
  expect(examined.lines.filter((line) => / (bad|skipped): /.test(line))).toEqual([]);
  expect(examined.isWell).toBe(true);
  const said = about('join', examined).split('\n');
  expect(said).toHaveLength(5);
  expect(said[0]).toContain('note: the meeting is in tenant 49bfc225-8482-4ab8-94e7-76b48fdb9849');
  expect(said[1]).toMatch(/good: Graph created a leg in \d+ ms, without media, the seed's form/);
  expect(said[2]).toMatch(
    /good: the first signed callback came after \d+ ms: iss https:\/\/api\.botframework\.com, kid [\w-]+, tid 49bfc/,
  );
  expect(said[3]).toContain('good: the bot is in the meeting');
  expect(said[4]).toContain('good: the leg is hung up');
  expect(legs() - before).toBe(1);
});

it('takes the tenant that is examined for a link that names none', async () => {
  const examined = await patient.examine({ join: 'https://teams.microsoft.com/meet/123456?p=abc' });
  expect(about('join', examined)).toContain(`tid ${patient.tenantId}`);
  expect(about('join', examined)).not.toContain('note: ');
});

it.each(['mediaConfigRequired', 'mediaConfigRequired: ModelValidationFailure'] as const)(
  'reports which media form was taken: %s',
  async (quirk) => {
    patient.simulator.script([{ quirk }]);
    const examined = await patient.examine({ join });
    patient.simulator.script([{ quirk, on: false }]);
    expect(about('join', examined)).toMatch(
      /good: .* with an empty serviceHostedMediaConfig\n.*note: .*MULTIPARTY_MEDIA=serviceHosted/,
    );
  },
);

it('says that both media forms were refused', async () => {
  const body = { error: { code: 'BadRequest', message: 'No.' } };
  patient.simulator.script([{ request: 'createCall', do: 'reply', status: 400, body, times: 'always' }]);
  const examined = await patient.examine({ join });
  expect(about('join', examined)).toMatch(
    /bad: Could not create .* with media \(without media Graph answered 400: BadRequest: No\..*→/,
  );
});

it('refuses a link that is none', async () => {
  const before = legs();
  const examined = await patient.examine({ join: 'https://example.com/meeting' });
  expect(about('join', examined)).toMatch(/bad: the link host example\.com is not supported.* → copy the join link/);
  expect(legs()).toBe(before);
});

it('gives the reason why Graph makes none', async () => {
  patient.simulator.script(NAMED_FAULTS['permission-missing'].faults);
  const examined = await patient.examine({ join });
  expect(about('join', examined)).toMatch(/bad: Could not create .* 403\/7504: .* → have an administrator of the tenant consent/);
  expect(about('join', examined)).not.toContain('hung up');
  expect(examined.isWell).toBe(false);
});

it('learns of a leg by its callback where the response is lost, and hangs it up', async () => {
  patient.simulator.script(NAMED_FAULTS['create-response-lost'].faults);
  const examined = await patient.examine({ join });
  expect(about('join', examined)).toMatch(
    /bad: Could not create .*\n.*good: the first signed callback[^]*good: the leg is hung up/,
  );
});

it('receives nothing', async () => {
  patient.simulator.script([{ notification: 'all', do: 'lose', times: 'always' }]);
  const examined = await patient.examine({ join, timeouts: { callback: 300, place: 300, end: 300 } });
  expect(about('join', examined)).toMatch(
    /bad: no signed callback within 0\.3 s → .*\n.*note: the leg is hung up; no callback reported/,
  );
});

it('receives the end, the lobby, or no place at all', async () => {
  const cases: [FaultInput[], RegExp][] = [
    [NAMED_FAULTS['bot-removed'].faults, /bad: Graph ended the leg: 200\/5000/],
    [NAMED_FAULTS['bot-in-lobby'].faults, /bad: the bot waits in the lobby → let the bot bypass/],
    [[{ quirk: 'rosterNeverSent' }], /good: the bot is in the meeting/],
    [[{ request: 'getParticipants', do: 'reply', status: 403 }], /note: no roster shows where the bot is/],
  ];
  for (const [faults, says] of cases) {
    patient.simulator.script(faults);
    const examined = await patient.examine({ join, timeouts: { callback: 3_000, place: 500, end: 3_000 } });
    expect(about('join', examined)).toMatch(says);
  }
  patient.simulator.script([{ quirk: 'rosterNeverSent', on: false }]);
});

it('says where a leg could not be hung up', async () => {
  const other = await startPatient(injectedEnvironment());
  other.simulator.script([{ request: 'delete', do: 'reply', status: 403, body: { error: { code: '7504', message: 'No.' } } }]);
  const examined = await other.examine({ join });
  await other.stop();
  expect(about('join', examined)).toMatch(/bad: the leg could not be hung up: .*7504.* → Graph ends it 45 minutes after/);
  expect(examined.isWell).toBe(false);
});

it('shows a token that the webhook refuses', async () => {
  const other = await startPatient(injectedEnvironment(), { callbackIssuer: 'https://issuer.example.com' });
  const examined = await other.examine({ join });
  await other.stop();
  expect(about('join', examined)).toMatch(
    /bad: a callback came after \d+ ms, and the webhook rejects it: .*issuer.* \(iss https:\/\/issuer\.example/,
  );
  expect(about('join', examined)).toContain('the leg is hung up');
});

// Its limit is far below what it would wait for.
it('hangs up at once when it is interrupted', { timeout: 60_000 }, async () => {
  const controller = new AbortController();
  patient.simulator.script([{ notification: 'all', do: 'lose', times: 'always' }]);
  const examining = patient.examine({ join, signal: controller.signal, timeouts: { callback: 600_000, place: 1, end: 1 } });
  await patient.simulator.waitFor('a leg', ({ legs: all }) => all.some(({ alive }) => alive));
  controller.abort();
  expect(about('join', await examining)).toContain('note: the leg is hung up');
});
