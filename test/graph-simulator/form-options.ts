import { ALL_FORMS, FIELD_FORMS, type Forms } from './model/forms.ts';

/** The command line's options for the forms, as `parseArgs` takes them; the defaults are the field's. */
export const FORM_OPTIONS = {
  'id-form': { type: 'string', default: FIELD_FORMS.idForm },
  'resource-form': { type: 'string', default: FIELD_FORMS.resourceForm },
  'data-form': { type: 'string', default: FIELD_FORMS.dataForm },
  'roster-form': { type: 'string', default: FIELD_FORMS.rosterForm },
} as const;

export const FORM_USAGE = Object.entries({
  'id-form': ALL_FORMS.idForm,
  'resource-form': ALL_FORMS.resourceForm,
  'data-form': ALL_FORMS.dataForm,
  'roster-form': ALL_FORMS.rosterForm,
}).map(([name, forms]) => `--${name} ${forms.join('|')}`);

/** @throws {Error} that names what there is, for a form that there is not */
export function readForms(values: Record<keyof typeof FORM_OPTIONS, string>): Forms {
  return {
    idForm: oneOf('id-form', ALL_FORMS.idForm, values['id-form']),
    resourceForm: oneOf('resource-form', ALL_FORMS.resourceForm, values['resource-form']),
    dataForm: oneOf('data-form', ALL_FORMS.dataForm, values['data-form']),
    rosterForm: oneOf('roster-form', ALL_FORMS.rosterForm, values['roster-form']),
  };
}

function oneOf<F extends string>(name: string, forms: readonly F[], given: string): F {
  const form = forms.find((known) => known === given);
  if (form === undefined) throw new Error(`--${name} takes ${forms.join(', ')}, not ${given}.`);
  return form;
}
