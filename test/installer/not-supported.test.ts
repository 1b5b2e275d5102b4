import { expect, test } from 'vitest';
import { notSupportedIn, notSupportedYet } from '../../src/installer/not-supported.ts';
import { platformServices } from '../../src/roles/platform/all.ts';

test('services that the format names and nobody can install yet are refused, the others are not', () => {
  const names = [
    ...notSupportedYet.map((path) => path.at(-1) ?? ''),
    ...platformServices.map(({ name }) => name),
  ];
  const services = Object.fromEntries(names.map((name) => [name, {}]));
  const refused = notSupportedIn({ role: 'platform', platform: { services } });
  expect(names).toHaveLength(11);
  expect(refused.map(({ path }) => path)).toEqual(notSupportedYet.map((path) => path.join('.')));
});
