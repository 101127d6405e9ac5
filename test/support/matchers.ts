import { expect } from 'vitest';

// vitest types its matchers as `any`; these stand in objects without making them unsafe.

export const containing = (part: string): unknown => expect.stringContaining(part);
export const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);
export const anyText: unknown = expect.any(String);
export const anyNumber: unknown = expect.any(Number);
