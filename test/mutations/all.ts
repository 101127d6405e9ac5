import { AUTHENTICATION } from './authentication.ts';
import type { Mutation } from './mutation.ts';
import { CALL_MODEL } from './call-model.ts';
import { CLIENT } from './client.ts';
import { CLIENT_OF_CALLS } from './client-of-calls.ts';
import { CLOCKS_QUEUES_CROWDS } from './clocks-queues-crowds.ts';
import { CONTAINERS } from './containers.ts';
import { CREDENTIALS_AND_VERSIONS } from './credentials-and-versions.ts';
import { DEADLINES_AND_NAMESAKES } from './deadlines-and-namesakes.ts';
import { DOCTOR } from './doctor.ts';
import { EVERY_STEP } from './every-step.ts';
import { FIELD_SHAPES } from './field-shapes.ts';
import { GRAPH_SIMULATOR } from '../graph-simulator/testing/mutations.ts';
import { GROUND } from './test-environment.ts';
import { INVARIANTS } from './invariants.ts';
import { LINKS_AND_LATE_LEGS } from './links-and-late-legs.ts';
import { LOST_AND_LATE } from './lost-and-late.ts';
import { OPERATORS } from './operators.ts';
import { PRIVACY } from './privacy.ts';
import { READERS } from './readers.ts';
import { REQUESTS_TO_GRAPH } from './requests-to-graph.ts';
import { RULES } from './rules.ts';
import { ROWS } from './rows.ts';
import { STAYING_AND_INVITING } from './staying-and-inviting.ts';
import { STAYING_AND_INVITING_EDGES } from './staying-and-inviting-edges.ts';
import { STORY } from './story.ts';
import { TRACES } from './traces.ts';
import { UI } from './ui.ts';
import { UNDER_FIRE } from './under-fire.ts';
import { VIRTUAL_TIME } from './virtual-time.ts';
import { WATCHING } from './watching.ts';
import { WEBHOOK } from './webhook.ts';
import { WEBHOOK_SIZES_AND_LEGS } from './webhook-sizes-and-legs.ts';

/** Every mutation that was tried; `npm run mutate` tries them again. */
export const MUTATIONS: Mutation[] = [
  ...GROUND,
  ...DOCTOR,
  ...CALL_MODEL,
  ...CLIENT,
  ...CLIENT_OF_CALLS,
  ...CONTAINERS,
  ...CREDENTIALS_AND_VERSIONS,
  ...STORY,
  ...EVERY_STEP,
  ...RULES,
  ...INVARIANTS,
  ...LINKS_AND_LATE_LEGS,
  ...LOST_AND_LATE,
  ...DEADLINES_AND_NAMESAKES,
  ...GRAPH_SIMULATOR,
  ...ROWS,
  ...VIRTUAL_TIME,
  ...TRACES,
  ...UI,
  ...UNDER_FIRE,
  ...OPERATORS,
  ...WATCHING,
  ...PRIVACY,
  ...READERS,
  ...AUTHENTICATION,
  ...FIELD_SHAPES,
  ...REQUESTS_TO_GRAPH,
  ...WEBHOOK,
  ...WEBHOOK_SIZES_AND_LEGS,
  ...STAYING_AND_INVITING,
  ...STAYING_AND_INVITING_EDGES,
  ...CLOCKS_QUEUES_CROWDS,
];
