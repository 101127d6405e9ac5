import type { ServerResponse } from 'node:http';
import type { CertificateFiles } from '../../../support/test-environment.ts';
import { type Recorded, type ScriptedServer, startScriptedServer } from './scripted-server.ts';

interface Reply {
  status: number;
  body: object;
}

/** An HTTPS server that tells MSAL of every tenant what it must know, and answers everything else as the test says. */
export async function startScriptedEntra(
  certificate: CertificateFiles,
  reply: (request: Recorded) => Reply | Promise<Reply>,
): Promise<ScriptedServer> {
  const server = await startScriptedServer((response, request) => {
    const discovery = /^\/([^/]+)\/.*openid-configuration/.exec(request.path)?.[1];
    if (discovery) respond(response, { status: 200, body: configurationOf(`${server.url}/${discovery}`) });
    else void Promise.resolve(reply(request)).then((said) => respond(response, said));
  }, certificate);
  return server;
}

function configurationOf(tenant: string): object {
  return {
    issuer: `${tenant}/v2.0`,
    authorization_endpoint: `${tenant}/oauth2/v2.0/authorize`,
    token_endpoint: `${tenant}/oauth2/v2.0/token`,
    jwks_uri: `${tenant}/discovery/v2.0/keys`,
  };
}

function respond(response: ServerResponse, { status, body }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
