import { expect, it } from 'vitest';
import { idFromLocation } from '../../../../activities/graph/client/graph-answer.ts';

const OPERATIONS = 'https://graph.microsoft.com/v1.0/communications/calls/M/operations';

it.each<[string | undefined, string | undefined]>([
  [`${OPERATIONS}/O`, 'O'],
  ['/communications/calls/M/', 'M'],
  [`${OPERATIONS}/O?api-version=1#top`, 'O'],
  [`${OPERATIONS}/a%2Fb`, 'a/b'],
  [`${OPERATIONS}/%E0%A4%A`, undefined],
  [`${OPERATIONS}/%`, undefined],
  ['', undefined],
  [undefined, undefined],
])('Location %s names %s', (location, id) => {
  expect(idFromLocation({ status: 201, body: undefined, ...(location !== undefined && { location }) })).toBe(id);
});
