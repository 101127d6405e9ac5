import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take long, for their tests wait one after the other, or for npm: begun last, they would be waited for alone. */
const LONGEST = [
  'escalate',
  'examine',
  'stay',
  'find-server-binary',
  'comparison',
  'keep-alive',
  'late-leg',
  'endings',
  'floods',
  'collector-away',
  'escalate-calls',
  'continue-as-new',
  'upgrade',
  'by-hand',
  'alerts-fire',
  'alerts-fire-below',
  'worker-killed',
  'demo',
  'examples',
  'webhook-killed',
  'worker-killed-in-between',
  'operator',
  'long-stay',
];

/** Without the times of an earlier run, as in CI, Vitest begins with the largest files. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId, project }: TestSpecification) => {
      // Their files of these names are short.
      if (project.name === 'unit') return LONGEST.length;
      const at = LONGEST.findIndex((name) => moduleId.includes(`/${name}.`));
      return at === -1 ? LONGEST.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}
