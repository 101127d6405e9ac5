import { type AlertCase, firstEvent } from './alert-cases.ts';

const W = 'call_escalation_webhook_';
const replies = (status: string) => `${W}replies_total{status="${status}"}`;
const up = (instance: string) => `up{job="call-escalation-webhook",instance="${instance}"}`;

export const WEBHOOK_CASES: Record<string, AlertCase> = {
  WebhookDown: {
    fires: [{}, { [up('a')]: '0x100' }],
    quiet: [{ [up('a')]: '0x100', [up('b')]: '1x100' }],
  },
  WebhookForbids: {
    fires: [{ [replies('403')]: '0+3x100', [replies('202')]: '0+1x100' }],
    quiet: [{ [replies('403')]: '0+1x100', [replies('202')]: '0+3x100' }],
  },
  TokensRefused: {
    fires: [{ [`${W}refused_tokens_total{reason="expired"}`]: '0x60 20x40' }],
    quiet: [{ [`${W}refused_tokens_total{reason="expired"}`]: '0x60 3x40' }],
    labels: { reason: 'expired' },
  },
  WebhookUnavailable: { fires: [{ [replies('503')]: '0+1x100' }], quiet: [{ [replies('503')]: '9x100' }] },
  SignalsRefused: firstEvent(`${W}events_total{outcome="refused"}`),
  LegacyNotifications: firstEvent(`${W}without_batch_total{reason="legacy"}`),
  CallersUnknown: firstEvent(`${W}incoming_calls_total{outcome="no_user_id"}`),
};
