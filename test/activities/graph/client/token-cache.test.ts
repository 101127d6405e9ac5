import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type CachedToken, cacheToken } from '../../../../activities/graph/client/token-cache.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Of an hour each, to be renewed five minutes before. */
function entra() {
  let count = 0;
  return vi.fn<() => Promise<CachedToken>>(async () => ({
    accessToken: `token ${++count}`,
    expiresAt: Date.now() + HOUR,
    renewAt: Date.now() + HOUR - 5 * MINUTE,
  }));
}

it('has a token at hand for who comes after a quiet hour, and gets none for a tenant that is quiet for a day', async () => {
  const request = entra();
  const token = cacheToken(request);
  expect(await token(false)).toBe('token 1');
  await vi.advanceTimersByTimeAsync(3 * HOUR);
  const before = request.mock.calls.length;
  expect(await token(false)).toBe(`token ${before}`);
  expect(request).toHaveBeenCalledTimes(before);
  await vi.advanceTimersByTimeAsync(25 * HOUR);
  const renewals = request.mock.calls.length;
  await vi.advanceTimersByTimeAsync(25 * HOUR);
  expect(request).toHaveBeenCalledTimes(renewals);
});

it('renews a token once, whoever asks for it first', async () => {
  const request = entra();
  const token = cacheToken(request);
  await token(false);
  await vi.advanceTimersByTimeAsync(10 * MINUTE);
  await token(true);
  await vi.advanceTimersByTimeAsync(50 * MINUTE);
  expect(request).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(10 * MINUTE);
  expect(request).toHaveBeenCalledTimes(3);
});

it('takes no notice of a renewal that fails: the next request gets a token', async () => {
  const request = entra();
  const token = cacheToken(request);
  await token(false);
  request.mockRejectedValueOnce(new Error('Entra is away'));
  await vi.advanceTimersByTimeAsync(2 * HOUR);
  expect(await token(false)).toBe('token 2');
});

it('does not ask again for a token that is good for one request', async () => {
  const request = vi
    .fn<() => Promise<CachedToken>>()
    .mockResolvedValue({ accessToken: 'token', expiresAt: 0, renewAt: -5 * MINUTE });
  await cacheToken(request)(false);
  await vi.advanceTimersByTimeAsync(HOUR);
  expect(request).toHaveBeenCalledOnce();
});
