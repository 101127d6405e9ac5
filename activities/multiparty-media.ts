import type { MediaForm } from './graph/bodies.ts';

/** `MULTIPARTY_MEDIA`. */
export type MultipartyMedia = 'auto' | MediaForm;

/** Which media form the next create takes. One for each worker: what a tenant's Graph refused once, it refuses again. */
export interface MediaChoice {
  choose(wanted: 'preferred' | 'other'): MediaForm;
  /** True where a 400/8523 to `form` is followed by `serviceHosted`, which is remembered; false where the setting forbids it. */
  fallBackFrom(form: MediaForm): boolean;
}

export function createMediaChoice(setting: MultipartyMedia): MediaChoice {
  // The seed's form comes first: a facilitator needs no media (seed, step 2).
  let preferred: MediaForm = setting === 'auto' ? 'omit' : setting;
  return {
    choose: (wanted) => (wanted === 'preferred' ? preferred : otherThan(preferred)),
    fallBackFrom: (form) => {
      if (setting !== 'auto' || form !== 'omit') return false;
      preferred = 'serviceHosted';
      return true;
    },
  };
}

function otherThan(form: MediaForm): MediaForm {
  return form === 'omit' ? 'serviceHosted' : 'omit';
}
