import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files whose tests wait, one after the other, for more than half a minute: begun last, they would be waited for alone. */
const LONGEST = [
  'tidy-up',
  'comparison',
  'odd-signals',
  'invite',
  'codes-invite',
  'escalate',
  'create',
  'floods',
  'worker-killed',
  'webhook-killed',
  'worker-killed-in-between',
];

/** Without the times of an earlier run, as in CI, Vitest begins with the largest files. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => LONGEST.some((name) => moduleId.includes(`/${name}.`));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
