import { ManagedIdentityApplication } from '@azure/msal-node';

/** Whom the identity's token is for: Entra itself, in the cloud of the authority (Microsoft: workload identity federation). */
const AUDIENCES = new Map([
  ['login.microsoftonline.us', 'api://AzureADTokenExchangeUSGov'],
  ['login.partner.microsoftonline.cn', 'api://AzureADTokenExchangeChina'],
  ['login.chinacloudapi.cn', 'api://AzureADTokenExchangeChina'],
]);
const PUBLIC_AUDIENCE = 'api://AzureADTokenExchange';

const identities = new Map<string, ManagedIdentityApplication>();

/**
 * A token of a user-assigned managed identity, with which the app proves itself to Entra. MSAL knows where this machine's
 * identities are asked for, and keeps the token while it is valid.
 */
export async function managedIdentityAssertion(clientId: string, authorityHost: string): Promise<string> {
  const identity = identities.get(clientId) ?? createIdentity(clientId);
  identities.set(clientId, identity);
  const resource = AUDIENCES.get(new URL(authorityHost).host) ?? PUBLIC_AUDIENCE;
  const { accessToken } = await identity.acquireToken({ resource });
  return accessToken;
}

function createIdentity(clientId: string): ManagedIdentityApplication {
  return new ManagedIdentityApplication({
    managedIdentityIdParams: { userAssignedClientId: clientId },
    // MSAL would retry for a minute: Temporal does that, within the time that a caller waits.
    system: { disableInternalRetries: true },
  });
}
