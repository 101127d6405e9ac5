import type { Mutation } from './mutation.ts';

const credentials = 'test/activities/graph/client/credentials.system.test.ts';
const temporalCredentials = 'test/worker/temporal-credentials.system.test.ts';
const kubernetes = 'test/containers/kubernetes.test.ts';
const compose = 'test/containers/compose.test.ts';
const upgrade = 'test/worker/upgrade.system.test.ts';

/** Credentials that are replaced, versions of the worker, and what a platform reads. */
export const CREDENTIALS_AND_VERSIONS = [
  {
    guards: 'credentials, a new one is taken without a restart',
    does: 'goes on with the client that the first one made',
    file: 'activities/graph/client/tokens.ts',
    from: 'if (JSON.stringify(proof) !== usedProof) client = undefined;',
    to: '',
    foundBy: credentials,
  },
  {
    guards: 'credentials, the file of a secret',
    does: "takes the file's line break for a part of the secret",
    file: 'activities/graph/client/client-credential.ts',
    from: "(await readFile(path, 'utf8')).trim()",
    to: "await readFile(path, 'utf8')",
    foundBy: credentials,
  },
  {
    guards: 'credentials, a managed identity',
    does: "asks for a token for Graph instead of one for Entra's exchange",
    file: 'activities/graph/client/managed-identity.ts',
    from: "const PUBLIC_AUDIENCE = 'api://AzureADTokenExchange';",
    to: "const PUBLIC_AUDIENCE = 'https://graph.microsoft.com';",
    foundBy: credentials,
  },
  {
    guards: 'credentials, a managed identity',
    does: "lets MSAL retry for as long as a caller's patience",
    file: 'activities/graph/client/managed-identity.ts',
    from: 'disableInternalRetries: true',
    to: 'disableInternalRetries: false',
    foundBy: credentials,
  },
  {
    guards: 'credentials of Temporal, a new certificate',
    does: 'takes a new API key only',
    file: 'workflows/client/follow-temporal-settings.ts',
    from: 'if (now.tls !== known.tls) await followers.reconnect(options);\n    else if',
    to: 'if',
    foundBy: temporalCredentials,
  },
  {
    guards: 'upgrades, a stay goes on with the newest version',
    does: 'goes on with the version it has',
    file: 'workflows/stay-in-call/continue.ts',
    from: "    initialVersioningBehavior: 'AUTO_UPGRADE',\n",
    to: '',
    foundBy: upgrade,
  },
  {
    guards: 'upgrades, a stay notices a new version',
    does: 'takes no notice until its history is long',
    file: 'workflows/stay-in-call/continue.ts',
    from: '(isLong || isOutdated)',
    to: 'isLong',
    foundBy: upgrade,
  },
  {
    guards: 'Kubernetes, requests under way end',
    does: 'kills the worker after 20 s',
    file: 'deploy/kubernetes/worker.yaml',
    from: 'terminationGracePeriodSeconds: 40',
    to: 'terminationGracePeriodSeconds: 20',
    foundBy: kubernetes,
  },
  {
    guards: 'Kubernetes, never none',
    does: 'lets the autoscaler take the last but one away',
    file: 'deploy/kubernetes/worker-autoscaler.yaml',
    from: 'minReplicas: 2',
    to: 'minReplicas: 1',
    foundBy: kubernetes,
  },
  {
    guards: 'Compose, the PostgreSQL profile',
    does: 'starts it with everything else',
    file: 'docker-compose.yml',
    from: '  temporal-ui:\n    profiles: [postgres]\n',
    to: '  temporal-ui:\n',
    foundBy: compose,
  },
] satisfies Mutation[];
