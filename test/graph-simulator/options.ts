import type { FaultInput } from './faults/fault.ts';
import type { Certificate } from './http/certificate.ts';
import type { FederatedCredential } from './http/federated-assertion.ts';
import { FIELD_FORMS } from './model/forms.ts';
import { REALISTIC_TIMINGS, type Settings, type Timings } from './model/settings.ts';

export interface GraphSimulatorOptions extends Partial<Omit<Settings, 'timings' | 'applicationId'>> {
  applicationId: string;
  clientSecret: string;
  /** PEM: a certificate registered for the app, beside its secret. */
  clientCertificate?: string;
  /** Another issuer whose tokens stand for the app. */
  federatedCredential?: FederatedCredential;
  /** 0, the default: any that is free. */
  port?: number;
  /** What it binds to, default `localhost`. */
  host?: string;
  /** As clients reach it, where that is not `https://localhost:<port>`. */
  publicUrl?: string;
  /** Default: one of its own. */
  certificate?: Certificate;
  /** Where the CA's certificate is written, default in a temporary folder that `stop` removes. */
  caCertificatePath?: string;
  /** Over the realistic ones. */
  timings?: Partial<Timings>;
  /** The application permissions that every tenant has consented to. */
  roles?: string[];
  /** Ids in lower case; absent: every tenant is known. */
  tenants?: string[];
  /** `iss` of the callback tokens. */
  callbackIssuer?: string;
  faults?: FaultInput[];
}

/** What the flow needs (Graph §2). */
const ROLES = ['Calls.JoinGroupCall.All', 'Calls.InitiateGroupCall.All'];
/** Documented; samples accept https://graph.microsoft.com, too (Graph §5.6). */
const CALLBACK_ISSUER = 'https://api.botframework.com';

export function completeOptions(options: GraphSimulatorOptions) {
  const settings: Settings = {
    timings: { ...REALISTIC_TIMINGS, ...options.timings },
    applicationId: options.applicationId,
    botAddress: options.botAddress ?? 'http://localhost:3978/api/calls',
    idForm: options.idForm ?? FIELD_FORMS.idForm,
    resourceForm: options.resourceForm ?? FIELD_FORMS.resourceForm,
    dataForm: options.dataForm ?? FIELD_FORMS.dataForm,
    rosterForm: options.rosterForm ?? FIELD_FORMS.rosterForm,
    concurrentCalls: options.concurrentCalls ?? 100,
    monthlyCalls: options.monthlyCalls ?? 10_000,
  };
  const { port = 0, host = 'localhost', roles = ROLES, callbackIssuer = CALLBACK_ISSUER, faults = [] } = options;
  return { ...options, settings, port, host, roles, callbackIssuer, faults };
}
