/** How Microsoft's side writes what it sends: documents and the field differ (Graph §5.1, §14). */
export interface Forms {
  /** `guid`: lower case with dashes; `upper`: 32 upper-case hex digits. */
  idForm: 'guid' | 'upper';
  /** Which of the two properties a notification carries. */
  resourceForm: 'both' | 'resourceUrl' | 'resource';
  /**
   * What names a resource inside of its own data. `field`: `id`, but nothing in updates of a call; `seed`: `@odata.id` and an etag;
   * `id`: `id`, in updates of a call, too.
   */
  dataForm: 'field' | 'seed' | 'id';
  /** `seed`: participants with as little as in the seed's third example; `full`: with all properties of today's type. A leg that asked for it gets deltas. */
  rosterForm: 'seed' | 'full';
}

/** As in every live capture on record. Rosters without sequence numbers are among them. */
export const FIELD_FORMS = { idForm: 'guid', resourceForm: 'both', dataForm: 'field', rosterForm: 'seed' } satisfies Forms;

/** As in the seed and Microsoft's other documents. */
export const DOCUMENT_FORMS = {
  idForm: 'upper',
  resourceForm: 'resourceUrl',
  dataForm: 'seed',
  rosterForm: 'seed',
} satisfies Forms;

/** All values of each form, for those who choose: a command line, a seed (whose choice hangs on their order). */
export const ALL_FORMS = {
  idForm: ['upper', 'guid'],
  resourceForm: ['resourceUrl', 'resource', 'both'],
  dataForm: ['field', 'seed', 'id'],
  rosterForm: ['seed', 'full'],
} satisfies { [F in keyof Forms]: Forms[F][] };
