import { matchLines } from '../../../installer/fleet/choose.ts';
import type { FrameRow } from '../../frame.ts';
import { textRows } from '../../width.ts';
import type { Context } from '../context.ts';
import type { Option } from '../field.ts';
import type { Page } from '../page.ts';
import { say } from '../text/table.ts';

/** Asked alone, before an installation: the node of a fleet file that a machine is which no node fits. */
export const nodePage: Page = {
  id: 'node',
  section: 'welcome',
  title: 'node.title',
  intro: 'node.intro',
  final: true,
  fields: [{ kind: 'menu', id: 'node.menu', path: '', label: 'node.label', options }],
  lead: knownBy,
};

/** The safe line comes first: an Enter too many installs nothing. */
function options({ nodes = [], language }: Context): Option[] {
  const widest = Math.max(0, ...nodes.map(({ name }) => name.length));
  return [
    {
      value: '',
      row: [{ text: say('node.none', language), style: 'normal' }],
      does: { asks: { kind: 'leave', to: 'shell' } },
    },
    ...nodes.map(({ name, role, address }): Option => {
      const text = `${name.padEnd(widest)}  ${role.padEnd(10)}  ${address}`.trimEnd();
      return {
        value: name,
        row: [{ text, style: 'normal' }],
        does: { asks: { kind: 'leave', to: 'shell', node: name } },
      };
    }),
  ];
}

function knownBy({ inventory, language }: Context, columns: number): FrameRow[] {
  if (!inventory) return [];
  const lines = matchLines(inventory).flatMap((line) => textRows(`  ${line}`, columns, 'dim'));
  return [...textRows(say('node.known-by', language), columns), ...lines, []];
}
