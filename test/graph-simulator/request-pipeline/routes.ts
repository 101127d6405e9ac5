import type { RequestKind } from '../faults/kinds.ts';

export interface Route {
  kind: Exclude<RequestKind, 'token'>;
  method: 'GET' | 'POST' | 'DELETE';
  /** As in graph-openapi.json. */
  path: string;
}

const CALLS = '/communications/calls';

/** The 13 operations of the call API. */
export const ROUTES: Route[] = [
  { kind: 'createCall', method: 'POST', path: CALLS },
  { kind: 'getCall', method: 'GET', path: `${CALLS}/{id}` },
  { kind: 'delete', method: 'DELETE', path: `${CALLS}/{id}` },
  { kind: 'answer', method: 'POST', path: `${CALLS}/{id}/answer` },
  { kind: 'reject', method: 'POST', path: `${CALLS}/{id}/reject` },
  { kind: 'redirect', method: 'POST', path: `${CALLS}/{id}/redirect` },
  { kind: 'keepAlive', method: 'POST', path: `${CALLS}/{id}/keepAlive` },
  { kind: 'cancelMediaProcessing', method: 'POST', path: `${CALLS}/{id}/cancelMediaProcessing` },
  { kind: 'getParticipants', method: 'GET', path: `${CALLS}/{id}/participants` },
  { kind: 'getParticipant', method: 'GET', path: `${CALLS}/{id}/participants/{participantId}` },
  { kind: 'deleteParticipant', method: 'DELETE', path: `${CALLS}/{id}/participants/{participantId}` },
  { kind: 'invite', method: 'POST', path: `${CALLS}/{id}/participants/invite` },
  { kind: 'getOperation', method: 'GET', path: `${CALLS}/{id}/operations/{operationId}` },
];
