import type { MediaForm } from './graph/client/requests.ts';

/** `MULTIPARTY_MEDIA`. */
export type MultipartyMedia = 'auto' | MediaForm;

/** Which media form a create uses. Shared by the whole worker: the form that Graph accepted once, it will accept again. */
export interface MediaChoice {
  choose(wanted: 'preferred' | 'other'): MediaForm;
  /** The form in which to send the same create after a 400 to `refused`; undefined if there is none, or the setting allows none. */
  insteadOf(refused: MediaForm): MediaForm | undefined;
  /** Graph accepted `form` after it refused the other one: the next create begins with it. */
  remember(form: MediaForm): void;
}

export function createMediaChoice(setting: MultipartyMedia): MediaChoice {
  if (setting !== 'auto') return { choose: () => setting, insteadOf: () => undefined, remember: () => {} };
  // The seed's form first: a facilitator needs no media (seed, step 2).
  let preferred: MediaForm = 'omit';
  return {
    choose: (wanted) => (wanted === 'preferred' ? preferred : otherThan(preferred)),
    // A 400 to a form with media is about something else: the documentation demands media.
    insteadOf: (refused) => (refused === 'omit' ? 'serviceHosted' : undefined),
    remember: (form) => {
      preferred = form;
    },
  };
}

function otherThan(form: MediaForm): MediaForm {
  return form === 'omit' ? 'serviceHosted' : 'omit';
}
