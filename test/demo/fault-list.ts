import { NAMED_FAULTS } from '../graph-simulator/faults/named-faults.ts';
import { EXPECTED_ENDINGS } from './expected-endings.ts';

/** All that can go wrong: what, what one sees then, how it ends. */
export function faultList(): string[] {
  return Object.entries(EXPECTED_ENDINGS).flatMap(([name, { ending, see }]) => [
    `${name} → ${ending}`,
    `    ${whatOf(name)} ${see}`,
  ]);
}

function whatOf(name: string): string {
  return Object.entries(NAMED_FAULTS).find(([fault]) => fault === name)?.[1].what ?? '';
}
