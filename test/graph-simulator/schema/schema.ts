import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** Checks against a copy of the project's `graph-openapi.json`, as its README says. Paths are the document's, such as `/communications/calls/{id}`. */
const DOCUMENT: unknown = JSON.parse(readFileSync(new URL('./graph-openapi.json', import.meta.url), 'utf8'));

/** The faults of what we send: as the schema has it, and closed types closed, what is not nullable required. */
export function requestErrors(method: string, path: string, body: unknown): string[] {
  const place = ['paths', path, method.toLowerCase(), 'requestBody'];
  if (!has(place)) return body === undefined ? [] : ['this request has no body'];
  if (body === undefined && at([...place, 'required']) !== true) return [];
  return errors(strict, pointer([...place, 'content', 'application/json', 'schema']), body);
}

/** The faults of a response; what is received is never checked strictly. Error responses have no schema but a shape of ours. */
export function responseErrors(method: string, path: string, status: number, body: unknown): string[] {
  if (status >= 400) return errors(lenient, pointer(['components', 'schemas', 'error']), body);
  const place = ['paths', path, method.toLowerCase(), 'responses', String(status)];
  if (!has(place)) return [`${status} is no answer to ${method} ${path}`];
  const schema = [...place, 'content', 'application/json', 'schema'];
  if (has(schema)) return errors(lenient, pointer(schema), body);
  return body === undefined ? [] : ['this response has no body'];
}

/** The faults of a resource, by its own `@odata.type`. */
export function resourceErrors(resource: unknown): string[] {
  const type = isObject(resource) ? resource['@odata.type'] : undefined;
  if (typeof type !== 'string') return ['no @odata.type'];
  const place = ['components', 'schemas', type.replace('#', '')];
  return has(place) ? errors(lenient, pointer(place), resource) : [`${type} is no known type`];
}

/** Compiled for a quick start, not for quick checks: most programs that check here live for seconds. */
const QUICKLY_COMPILED = { inlineRefs: false, code: { optimize: false } };

const ajvOf = (document: object) => {
  const ajv = new Ajv2020({ strict: false, allErrors: true, ...QUICKLY_COMPILED });
  addFormats.default(ajv);
  return ajv.addSchema(document, 'graph.json');
};

const lenient = { ajv: ajvOf(asObject(DOCUMENT)), compiled: new Map<string, ValidateFunction>() };
const strict = { ajv: ajvOf(asObject(closed(DOCUMENT))), compiled: new Map<string, ValidateFunction>() };

function errors({ ajv, compiled }: typeof lenient, at: string, body: unknown): string[] {
  const validate = compiled.get(at) ?? ajv.compile({ $ref: `graph.json#/${at}` });
  compiled.set(at, validate);
  validate(body);
  return (validate.errors ?? []).map(({ instancePath, message, params }) =>
    `${instancePath} ${message} ${JSON.stringify(params)}`.trim(),
  );
}

function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (!isObject(node)) return node;
  const inside = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, closed(value)]));
  const needed = node['x-odata-non-nullable'];
  const required = Array.isArray(needed) ? needed.filter((name) => name !== 'id') : undefined;
  return {
    ...inside,
    ...(node['x-odata-open-type'] === false && { unevaluatedProperties: false, patternProperties: { '@': {} } }),
    ...(required && { required }),
  };
}

/** A JSON pointer in a URI's fragment. */
const pointer = (parts: string[]) => parts.map((part) => encodeURIComponent(part.replaceAll('/', '~1'))).join('/');
const at = (parts: string[]) => parts.reduce((node: unknown, part) => (isObject(node) ? node[part] : undefined), DOCUMENT);
const has = (parts: string[]) => at(parts) !== undefined;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asObject(value: unknown): object {
  if (!isObject(value)) throw new Error('graph-openapi.json is no JSON object');
  return value;
}
