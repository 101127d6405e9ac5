import type { SimulatorRecord } from './request-pipeline/record.ts';
import type { Certificate } from './http/certificate.ts';
import type { CallbackIssuer } from './http/tokens.ts';
import type { SimulatorControl } from './simulator-control.ts';

/** A simulator that runs in this process. */
export interface GraphSimulator extends SimulatorControl {
  /** Its origin, such as `https://localhost:8443`. */
  baseUrl: string;
  /** `GRAPH_BASE_URL` */
  graphBaseUrl: string;
  /** `AZURE_AUTHORITY_HOST` */
  authorityHost: string;
  /** `NOTIFICATION_OPENID_CONFIGURATION` */
  openIdConfigurationUrl: string;
  /** `NODE_EXTRA_CA_CERTS` of whoever talks to it. */
  caCertificatePath: string;
  certificate: Certificate;
  /** The bot's registered calling webhook, for a webhook that starts after the simulator. */
  setBotAddress(address: string): void;
  /** A token as callbacks bear it, with claims of the caller's choosing. `unpublished`: signed with a key that nobody can look up. */
  signCallbackToken: CallbackIssuer['sign'];
  rotateCallbackKeys(): Promise<void>;
  /**
   * The first value of `look` that is neither undefined nor false, looked at now and after every change.
   * Rejects after `ms` (default 10,000), naming `what`.
   */
  waitFor<T>(what: string, look: (record: SimulatorRecord) => T | undefined | false, ms?: number): Promise<T>;
  stop(): Promise<void>;
}
