import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import { readTraceContext, withoutBaggage, withTraceContext } from '../../../workflows/contract/trace-header.ts';

const CONTEXT = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', flags: '01' };
const TRACEPARENT = `00-${CONTEXT.traceId}-${CONTEXT.spanId}-01`;
const header = (carrier: unknown) => ({ '_tracer-data': defaultPayloadConverter.toPayload(carrier) });

it.each([CONTEXT, { ...CONTEXT, flags: '00' }, { ...CONTEXT, state: 'vendor=1' }])('reads what it wrote: %o', (context) => {
  const other = defaultPayloadConverter.toPayload('other');
  const headers = withTraceContext({ other }, context);
  expect(headers.other).toBe(other);
  expect(readTraceContext(headers)).toEqual(context);
});

describe('what cannot be read says nothing, and is no error', () => {
  const unreadable: Payload = { metadata: { encoding: Buffer.from('binary/encrypted') }, data: Buffer.from('x') };
  it.each([
    {},
    { '_tracer-data': unreadable },
    { '_tracer-data': {} },
    header(null),
    header('text'),
    header({}),
    header({ traceparent: 7 }),
    header({ traceparent: 'nonsense' }),
    header({ traceparent: TRACEPARENT.replace(CONTEXT.traceId, '0'.repeat(32)) }),
    header({ traceparent: TRACEPARENT.replace(CONTEXT.spanId, '0'.repeat(16)) }),
  ])('%o', (headers) => expect(readTraceContext(headers)).toBeUndefined());
});

it('baggage, which may hold anything, is left out; other headers stay', () => {
  const other = defaultPayloadConverter.toPayload('other');
  const stripped = withoutBaggage({ other, ...header({ traceparent: TRACEPARENT, tracestate: 'v=1', baggage: 'user=Ada' }) });
  expect(stripped).toEqual({ other, ...header({ traceparent: TRACEPARENT, tracestate: 'v=1' }) });
  expect(withoutBaggage({ other, ...header({ baggage: 'user=Ada' }) })).toEqual({ other });
});
