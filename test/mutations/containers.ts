import type { Mutation } from './mutation.ts';

const compose = 'test/containers/compose.test.ts';
const dockerfile = 'test/containers/dockerfile.test.ts';

/** Images, and how Compose puts them together. */
export const CONTAINERS = [
  {
    guards: 'Compose, requests under way end',
    does: 'kills the worker after 10 s',
    file: 'docker-compose.yml',
    from: 'stop_grace_period: 25s',
    to: 'stop_grace_period: 10s',
    foundBy: compose,
  },
  {
    guards: 'Compose, a real tenant',
    does: "trusts the simulator's certificate there, too",
    file: 'docker-compose.yml',
    from: '${SIMULATOR_CA-',
    to: '${SIMULATOR_CA:-',
    foundBy: compose,
  },
  {
    guards: 'Compose, its schema',
    does: 'misspells a key',
    file: 'docker-compose.yml',
    from: '      start_period: 30s',
    to: '      start-period: 30s',
    foundBy: compose,
  },
  {
    guards: 'Compose, search attributes',
    does: 'forgets one',
    file: 'docker-compose.yml',
    from: '      - --search-attribute=EscalationReason=Keyword\n',
    to: '',
    foundBy: compose,
  },
  {
    guards: 'Dockerfile, small images',
    does: 'gives worker and webhook the tools of development, too',
    file: 'Dockerfile',
    from: 'npm ci --omit=dev',
    to: 'npm ci',
    foundBy: dockerfile,
  },
  {
    guards: 'Dockerfile, not root',
    does: 'runs the webhook as root',
    file: 'Dockerfile',
    from: 'USER 1000\nEXPOSE 3978',
    to: 'EXPOSE 3978',
    foundBy: dockerfile,
  },
  {
    guards: 'Dockerfile, the context',
    does: 'copies what .dockerignore keeps away',
    file: 'Dockerfile',
    from: 'COPY webhook webhook\n',
    to: 'COPY webhook webhook\nCOPY .env.example .env.example\n',
    foundBy: dockerfile,
  },
] satisfies Mutation[];
