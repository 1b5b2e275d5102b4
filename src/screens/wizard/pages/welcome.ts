import { formatSize } from '../../../bytes.ts';
import type { Inventory } from '../../../installer/inventory.ts';
import { memoryProblems } from '../../../installer/machine-rules.ts';
import { readyMedium } from '../../../installer/medium-ready.ts';
import { valueAt } from '../../../installer/plain-data.ts';
import { type Language, sentence } from '../../../problem.ts';
import type { FrameRow, Style } from '../../frame.ts';
import { cellsOf, pad, textRows } from '../../width.ts';
import type { ChoiceField } from '../field.ts';
import type { Page } from '../page.ts';
import { say, type TextKey } from '../text/table.ts';

export const languageField: ChoiceField = {
  kind: 'choice',
  id: 'language',
  path: 'system.language',
  label: 'welcome.language',
  applies: ({ canShowChinese }) => canShowChinese,
  initial: ({ language }) => language,
  options: () => [
    { value: 'en', row: [{ text: 'English', style: 'normal' }] },
    { value: 'zh', row: [{ text: '简体中文', style: 'normal' }] },
  ],
};

/** What machine this is and whether the medium is ready; the language, where there is a choice. */
export const welcomePage: Page = {
  id: 'welcome',
  section: 'welcome',
  title: 'welcome.title',
  intro: 'welcome.intro',
  applies: ({ inventory, canShowChinese }) => inventory !== undefined || canShowChinese,
  fields: [
    languageField,
    {
      kind: 'silent',
      id: 'language.kept',
      path: 'system.language',
      label: 'welcome.language',
      applies: ({ canShowChinese }) => !canShowChinese,
      toAnswer: (_, { base }) => valueAt(base, ['system', 'language']),
    },
  ],
  status: ({ inventory, language, purpose, notice }, columns) => [
    ...(notice ? [...textRows(sentence(notice, language), columns, 'warn'), []] : []),
    ...(inventory ? checks(inventory, { language, columns, isHere: purpose !== 'write' }) : []),
  ],
};

type View = { readonly language: Language; readonly columns: number; readonly isHere: boolean };
type Check = readonly [TextKey, string, Style];

function checks(inventory: Inventory, { language, columns, isHere }: View): FrameRow[] {
  const all = [machine(inventory), firmware(inventory), ...memory(inventory, language)];
  const shown: Check[] = [...all, ...(isHere ? [medium(inventory, language)] : [])];
  const width = Math.max(...shown.map(([key]) => cellsOf(say(key, language))));
  return shown.flatMap(([key, text, style]) =>
    textRows(text, columns - width - 2, style).map((row, index) => [
      { text: pad(index === 0 ? `${say(key, language)}:` : '', width + 2), style: 'normal' as const },
      ...row,
    ]),
  );
}

function machine({ dmi, cpu }: Inventory): Check {
  const processor = cpu.cores === undefined ? cpu.model : `${cpu.model ?? ''} (${cpu.cores})`.trim();
  const parts = [[dmi.vendor, dmi.product].filter(Boolean).join(' '), dmi.serial, processor];
  return ['welcome.machine', parts.filter(Boolean).join(', ') || '?', 'normal'];
}

function firmware({ firmware: { kind, secure_boot } }: Inventory): Check {
  const name = kind === 'uefi' ? 'UEFI' : 'BIOS';
  return ['welcome.firmware', secure_boot ? `${name}, Secure Boot` : name, 'normal'];
}

function memory({ memory_bytes }: Inventory, language: Language): Check[] {
  if (memory_bytes === undefined) return [];
  const [little] = memoryProblems({ memory_bytes });
  if (little) return [['welcome.memory', sentence(little, language), 'warn']];
  return [['welcome.memory', formatSize(memory_bytes), 'normal']];
}

function medium(inventory: Inventory, language: Language): Check {
  const ready = readyMedium(inventory);
  if ('problem' in ready) return ['welcome.medium', sentence(ready.problem, language), 'bad'];
  const { device, label = '' } = inventory.medium ?? { device: ready.mountPoint };
  return ['welcome.medium', say('welcome.ready', language, { device, label }), 'good'];
}
