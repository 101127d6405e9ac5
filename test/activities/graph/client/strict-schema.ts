import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** What we send is checked more strictly than OData's open types would: the recipe of graph-openapi.README.md. */
const SCHEMA = new URL('../../../graph-simulator/schema/graph-openapi.json', import.meta.url);

/** The faults of a request body, or an empty list. @param path such as `/communications/calls/{id}/answer` */
export function faultsOfBody(path: string, body: unknown): string[] {
  const pointer = ['paths', path, 'post', 'requestBody', 'content', 'application/json', 'schema'].map(escape).join('/');
  const validate = ajv.compile({ $ref: `graph.json#/${pointer}` });
  // As it goes over the wire: without what is undefined.
  validate(JSON.parse(JSON.stringify(body)));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
ajv.addSchema(close(JSON.parse(readFileSync(SCHEMA, 'utf8'))), 'graph.json');

function escape(part: string): string {
  return encodeURIComponent(part.replaceAll('/', '~1'));
}

/** The document with its closed types closed, and what is not nullable required, wherever they stand. */
function close(node: unknown): object {
  if (!isObject(node)) throw new Error('the schema is no object');
  return closeObject(node);
}

function closeObject(node: Record<string, unknown>): Record<string, unknown> {
  const closed = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, closeValue(value)]));
  if (closed['x-odata-open-type'] === false)
    Object.assign(closed, { unevaluatedProperties: false, patternProperties: { '@': {} } });
  const needed = closed['x-odata-non-nullable'];
  if (Array.isArray(needed)) closed.required = needed.filter((name) => name !== 'id');
  return closed;
}

function closeValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closeValue);
  return isObject(value) ? closeObject(value) : value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
