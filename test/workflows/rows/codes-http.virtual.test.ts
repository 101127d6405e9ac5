import { describe, expect, it } from 'vitest';
import { createMediaChoice } from '../../../activities/multiparty-media.ts';
import { ended, ESCALATED, type Row, SENDS } from './row.ts';
import { CAPACITY, HTTP_FAILURES, OUTCOMES } from './http-rows.ts';
import { always, refusal } from './refusals.ts';
import { testFailure, testRow } from './virtual-row.ts';

describe('HTTP response: the workflow fails', () => {
  it.each(HTTP_FAILURES)('$row ($case)', async (row) => {
    await testFailure(row);
  });
});

describe('HTTP response: the workflow completes', () => {
  it.each([...CAPACITY, ...OUTCOMES])('$row ($case)', async (row) => {
    await testRow(row);
  });

  it("tokens: the organizer's tenant for what is of the multiparty leg, the caller's for the P2P call", async () => {
    const { played } = await testRow({
      row: "organizer's tenant",
      case: 'another than the caller’s',
      organizer: [],
      faults: [{ leg: 'p2p', do: 'surviveReplacement' }],
      policy: { replaceWithin: 2_000 },
      waits: 'replaceWithin',
      ends: ESCALATED,
      sends: { ...SENDS, delete: 2 },
    });
    const { tenantId } = played;
    const tenantsOf = (kind: 'answer' | 'createCall' | 'invite' | 'delete') =>
      played.requests(kind).map((request) => request.tenantId);
    expect(tenantsOf('answer')).toEqual([tenantId]);
    expect(tenantsOf('createCall')).toEqual([played.organizerTenantId]);
    expect(tenantsOf('invite')).toEqual([played.organizerTenantId]);
    expect(tenantsOf('delete')).toEqual([tenantId, played.organizerTenantId]);
    expect(bodyOf(played.requests('createCall')[0])).toMatchObject({ tenantId: played.organizerTenantId });
  });

  it('an end of the P2P call that a probe after a refusal has settled is reported with its code', async () => {
    await testRow({
      row: 'a refused invite echoes the end of the P2P call',
      case: '400',
      faults: [
        always('invite', refusal(400, 'BadRequest', 'The call to replace was not found.')),
        { leg: 'p2p', do: 'end', at: 'multiparty established', afterMs: 0, code: 410, subcode: 301005 },
        { notification: 'p2p deleted', do: 'delay', ms: 400 },
      ],
      takes: 1_100,
      ends: ended('p2pCallFailed', { code: 410, subcode: 301005 }),
      sends: SENDS,
    });
  });
});

describe('400/8523 on create: other media form, same attempt', () => {
  it('and remembered by the worker', async () => {
    const row: Row = {
      row: '400/8523 on create: other media form, same attempt',
      case: 'first call',
      faults: [{ quirk: 'mediaConfigRequired' }],
      ends: ESCALATED,
      sends: { ...SENDS, createCall: 2 },
    };
    const media = createMediaChoice('auto');
    const { played, result } = await testRow(row, { media });
    const [omitted, serviceHosted] = played.requests('createCall').map(bodyOf);
    expect(omitted).not.toHaveProperty('mediaConfig');
    expect(serviceHosted).toMatchObject({
      mediaConfig: { '@odata.type': '#microsoft.graph.serviceHostedMediaConfig' },
      requestedModalities: ['audio'],
    });
    expect(result.timeline.filter(({ what }) => what.startsWith('Creating'))).toHaveLength(1);
    await testRow({ ...row, case: 'next call', sends: SENDS }, { media });
  });
});

function bodyOf(request: { body?: unknown } | undefined): object {
  const body = request?.body;
  return typeof body === 'object' && body !== null ? body : {};
}
