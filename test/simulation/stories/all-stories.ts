import { CLOCKS_QUEUES_CROWDS } from './clocks-queues-crowds.ts';
import { DEADLINES } from './deadlines.ts';
import { EARLIER_SIGNS } from './earlier-signs.ts';
import { FIELD_SHAPES } from './field-shapes.ts';
import { GONE_REASONS } from './gone-reasons.ts';
import { LOST_RESPONSES } from './lost-responses.ts';
import { RETRY_AFTER } from './retry-after.ts';
import { SETTLED_ENDS } from './settled-ends.ts';
import { SLOW_HANG_UPS } from './slow-hang-ups.ts';
import type { Story } from './story.ts';

export const STORIES: Story[] = [
  ...LOST_RESPONSES,
  ...GONE_REASONS,
  ...RETRY_AFTER,
  ...SLOW_HANG_UPS,
  ...SETTLED_ENDS,
  ...DEADLINES,
  ...EARLIER_SIGNS,
  ...CLOCKS_QUEUES_CROWDS,
  ...FIELD_SHAPES,
];
