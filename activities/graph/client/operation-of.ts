/** What a request to Graph does, in one word and without ids: for metrics and traces. */
export function operationOf({ method, path }: { method: string; path: string }): GraphOperation {
  const [, action = ''] = /\/communications\/calls(.*)$/.exec(path.split('?')[0] ?? '') ?? [];
  const shape = `${method} ${action.replace(/^\/[^/]+/, '/{call}').replace(/(\/(?:operations|participants))\/(?!invite$)[^/]+$/, '$1/{id}')}`;
  return OPERATIONS.get(shape) ?? 'other';
}

export type GraphOperation =
  | 'create'
  | 'answer'
  | 'invite'
  | 'keepAlive'
  | 'hangUp'
  | 'removeParticipant'
  | 'getCall'
  | 'listParticipants'
  | 'getOperation'
  | 'other';

const OPERATIONS = new Map<string, GraphOperation>([
  ['POST ', 'create'],
  ['POST /{call}/answer', 'answer'],
  ['POST /{call}/participants/invite', 'invite'],
  ['POST /{call}/keepAlive', 'keepAlive'],
  ['DELETE /{call}', 'hangUp'],
  ['DELETE /{call}/participants/{id}', 'removeParticipant'],
  ['GET /{call}', 'getCall'],
  ['GET /{call}/participants', 'listParticipants'],
  ['GET /{call}/operations/{id}', 'getOperation'],
]);
