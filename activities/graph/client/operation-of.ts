/** What a request to Graph does, in one word and without ids: for metrics and traces. */
export function operationOf(request: RequestLine): GraphOperation {
  return OPERATIONS.get(shapeOf(request)) ?? 'other';
}

/** Its path without ids, such as `/communications/calls/{call}/answer`; undefined for a request that is none of those. */
export function templateOf(request: RequestLine): string | undefined {
  const shape = shapeOf(request);
  return OPERATIONS.has(shape) ? `/communications/calls${shape.slice(shape.indexOf(' ') + 1)}` : undefined;
}

interface RequestLine {
  method: string;
  path: string;
}

function shapeOf({ method, path }: RequestLine): string {
  const [, action = ''] = /\/communications\/calls(.*)$/.exec(path.split('?')[0] ?? '') ?? [];
  return `${method} ${action.replace(/^\/[^/]+/, '/{call}').replace(/(\/(?:operations|participants))\/(?!invite$)[^/]+$/, '$1/{id}')}`;
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
