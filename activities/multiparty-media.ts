import type { MediaForm } from './graph/bodies.ts';

/** `MULTIPARTY_MEDIA`. */
export type MultipartyMedia = 'auto' | MediaForm;

/** Which media form a create takes. One for each worker: what a tenant's Graph took once, it takes again. */
export interface MediaChoice {
  choose(wanted: 'preferred' | 'other'): MediaForm;
  /** The form to send the same create in after a 400 to `refused`; undefined where there is none, or the setting allows none. */
  insteadOf(refused: MediaForm): MediaForm | undefined;
  /** Graph has accepted `form` where it refused another: the next create begins with it. */
  remember(form: MediaForm): void;
}

export function createMediaChoice(setting: MultipartyMedia): MediaChoice {
  if (setting !== 'auto') return { choose: () => setting, insteadOf: () => undefined, remember: () => {} };
  // The seed's form comes first: a facilitator needs no media (seed, step 2).
  let preferred: MediaForm = 'omit';
  return {
    choose: (wanted) => (wanted === 'preferred' ? preferred : otherThan(preferred)),
    // A 400 to a form with media is about something else: the documents ask for media.
    insteadOf: (refused) => (refused === 'omit' ? 'serviceHosted' : undefined),
    remember: (form) => {
      preferred = form;
    },
  };
}

function otherThan(form: MediaForm): MediaForm {
  return form === 'omit' ? 'serviceHosted' : 'omit';
}
