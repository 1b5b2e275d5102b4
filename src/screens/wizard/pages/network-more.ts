import { valueAt } from '../../../installer/plain-data.ts';
import type { Context } from '../context.ts';
import type { Field, TextField } from '../field.ts';
import type { Page } from '../page.ts';
import { numberAnswer } from '../values.ts';
import { bondFields } from './bond-fields.ts';
import { chosenRole } from './role.ts';

export const MORE_PAGE = 'network-more';

export const vlanField: TextField = {
  kind: 'text',
  id: 'network.vlan',
  path: 'network.vlan',
  label: 'more.vlan',
  width: 6,
  optional: true,
  toAnswer: numberAnswer,
};

const containerFields: readonly Field[] = [
  {
    kind: 'text',
    id: 'container_network.pool',
    path: 'container_network.pool',
    label: 'more.pool',
    example: '192.168.122.200-192.168.122.250',
    width: 50,
    optional: true,
    applies: hasContainers,
    toAnswer: rangesAnswer,
    fromAnswer: rangesText,
  },
  containerField('gateway', 'more.pool-gateway'),
  containerField('dns', 'more.pool-dns'),
];

function containerField(key: 'gateway' | 'dns', label: 'more.pool-gateway' | 'more.pool-dns'): TextField {
  const path = `container_network.${key}`;
  return { kind: 'text', id: path, path, label, width: 40, optional: true, applies: hasContainers };
}

/** What few networks need: opened from the page of the addresses, and back to it. */
export const networkMorePage: Page = {
  id: MORE_PAGE,
  section: 'network',
  under: 'addresses',
  title: 'more.title',
  intro: 'more.intro',
  fields: [vlanField, ...bondFields, ...containerFields],
};

/** Only agents run containers; a file that says something of them anyway keeps it. */
function hasContainers(context: Context): boolean {
  return chosenRole(context) === 'agent' || valueAt(context.base, ['container_network']) !== undefined;
}

/** `10.0.0.10-10.0.0.99, 10.0.0.120`: an address alone is a range of one. */
function rangesAnswer(text: string): unknown {
  const ranges = text
    .replaceAll(/\s*-\s*/g, '-')
    .split(/[\s,]+/)
    .filter((one) => one !== '');
  const answer = ranges.map((range) => {
    const [start = '', ...rest] = range.split('-');
    return { start, end: rest.length > 0 ? rest.join('-') : start };
  });
  return answer.length > 0 ? answer : undefined;
}

function rangesText(answer: unknown): string | undefined {
  if (!Array.isArray(answer)) return undefined;
  return answer
    .map((range) => [valueAt(range, ['start']), valueAt(range, ['end'])])
    .map(([start, end]) => (start === end ? String(start) : `${start}-${end}`))
    .join(', ');
}
