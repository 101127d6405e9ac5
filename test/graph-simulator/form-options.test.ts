import { parseArgs } from 'node:util';
import { describe, expect, it } from 'vitest';
import { FORM_OPTIONS, readForms } from './form-options.ts';
import { ALL_FORMS, DOCUMENT_FORMS, FIELD_FORMS } from './model/forms.ts';

const formsOf = (...args: string[]) => readForms(parseArgs({ args, options: FORM_OPTIONS }).values);

describe('npm run simulator', () => {
  it('writes as the field does, unless told otherwise', () => {
    expect(formsOf()).toEqual(FIELD_FORMS);
    expect(FIELD_FORMS).toMatchObject({ idForm: 'guid', resourceForm: 'both', dataForm: 'field' });
  });

  it('writes as the documents do', () => {
    expect(formsOf('--id-form', 'upper', '--resource-form', 'resourceUrl', '--data-form', 'seed')).toEqual(DOCUMENT_FORMS);
  });

  it.each(ALL_FORMS.dataForm)('names resources as in %s', (dataForm) => {
    expect(formsOf('--data-form', dataForm)).toEqual({ ...FIELD_FORMS, dataForm });
  });

  it.each(ALL_FORMS.rosterForm)('lists participants as in %s', (rosterForm) => {
    expect(formsOf('--roster-form', rosterForm)).toEqual({ ...FIELD_FORMS, rosterForm });
  });

  it('names what there is', () => {
    expect(() => formsOf('--id-form', 'lower')).toThrow('--id-form takes upper, guid, not lower.');
  });
});
