import { expect, it } from 'vitest';
import { operationOf, templateOf } from '../../../../activities/graph/client/operation-of.ts';
import { callPath } from '../../../../activities/graph/client/requests.ts';

const CALL = '57DAB8B1-894C-409A-B240-BD8BEAE78896';

it.each([
  ['POST', callPath(), 'create'],
  ['POST', callPath(CALL, 'answer'), 'answer'],
  ['POST', callPath(CALL, 'participants', 'invite'), 'invite'],
  ['POST', callPath(CALL, 'keepAlive'), 'keepAlive'],
  ['DELETE', callPath(CALL), 'hangUp'],
  ['DELETE', callPath(CALL, 'participants', 'p1'), 'removeParticipant'],
  ['GET', callPath(CALL), 'getCall'],
  ['GET', callPath(CALL, 'participants'), 'listParticipants'],
  ['GET', `https://graph.microsoft.com/v1.0/communications/calls/${CALL}/participants?$skiptoken=a/b`, 'listParticipants'],
  ['GET', callPath(CALL, 'operations', 'o1'), 'getOperation'],
  ['GET', `/users/${CALL}`, 'other'],
])('%s %s is %s', (method, path, operation) => expect(operationOf({ method, path })).toBe(operation));

it.each([
  ['POST', callPath(), '/communications/calls'],
  ['POST', callPath(CALL, 'participants', 'invite'), '/communications/calls/{call}/participants/invite'],
  ['DELETE', callPath(CALL, 'participants', 'p1'), '/communications/calls/{call}/participants/{id}'],
  ['GET', `/users/${CALL}`, undefined],
])('%s %s has the path %s', (method, path, template) => expect(templateOf({ method, path })).toBe(template));
