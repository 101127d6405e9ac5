import { randomUUID } from 'node:crypto';
import { Agent, request } from 'undici';
import { messageWithCauses } from '../../../workflows/contract/errors.ts';
import { attempt, check, type Attempted } from '../check.ts';
import { bad, good, type Line, skipped } from '../line.ts';
import { CHECK_TIMEOUT_MS, type Setup } from '../setup.ts';
import { isDistrust } from './callback-certificate.ts';

export interface PostSeen {
  url: string;
  /** `echoed`: our webhook echoes a message's id, even if it rejects the message; a proxy in front of it does not. */
  answer: Attempted<{ status: number; echoed: boolean }>;
}

/** Does our webhook answer at the callback address, and reject requests without a signed token? */
export const callbackPost = check(
  'callback POST',
  async (setup) => {
    const url = `${setup.worker.activities.callbackBaseUrl}/api/calls`;
    return { url, answer: await attempt(() => postUnsigned(url, setup)) };
  },
  judgePost,
);

export function judgePost({ url, answer }: PostSeen): Line[] {
  if ('failed' in answer) {
    if (isDistrust(answer.failed)) return [skipped('there is no certificate that Graph trusts')];
    return [
      bad(
        `${url} cannot be reached: ${messageWithCauses(answer.failed)}`,
        'start the webhook, and let CALLBACK_BASE_URL lead to its PORT; with --listen the doctor needs no webhook',
      ),
    ];
  }
  const { status, echoed } = answer.found;
  const says = `an unsigned POST to ${url} gets ${status}`;
  if (status === 403 && echoed) return [good(`${says}, from our webhook`)];
  return [bad(`${says}${echoed ? '' : ', not from our webhook'}`, todoFor(status, echoed))];
}

function todoFor(status: number, echoed: boolean): string {
  if (echoed) return "see the webhook's log";
  if (status === 401 || status === 403)
    return 'a proxy or firewall in front rejects it: let POSTs to /api/calls through, whoever sends them';
  if (status >= 300 && status < 400) return 'CALLBACK_BASE_URL redirects: set it to the address that it redirects to';
  if (status === 404 || status === 405)
    return 'check the path in CALLBACK_BASE_URL: /api/calls below it must lead to the webhook';
  if (status >= 500)
    return 'a proxy answers but does not reach the webhook: start the webhook, and check where the proxy forwards to';
  return 'something else answers: let CALLBACK_BASE_URL lead to the webhook';
}

async function postUnsigned(url: string, { graphSide }: Setup): Promise<{ status: number; echoed: boolean }> {
  const dispatcher = new Agent({ connect: { ca: [...graphSide.roots] } });
  const messageId = randomUUID();
  try {
    const { statusCode, headers, body } = await request(url, {
      method: 'POST',
      dispatcher,
      signal: AbortSignal.timeout(CHECK_TIMEOUT_MS),
      headers: { 'content-type': 'application/json', 'x-microsoft-skype-message-id': messageId },
      body: '{}',
    });
    await body.dump();
    return { status: statusCode, echoed: headers['client-request-id'] === messageId };
  } finally {
    await dispatcher.destroy();
  }
}
