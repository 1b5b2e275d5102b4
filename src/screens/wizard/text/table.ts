import type { Language } from '../../../problem.ts';
import { advancedTexts } from './advanced.ts';
import { confirmTexts } from './confirm.ts';
import { diskTexts } from './disk.ts';
import { frameTexts } from './frame.ts';
import { networkTexts } from './network.ts';
import { networkTestTexts } from './network-test.ts';
import { nodeTexts } from './node.ts';
import { roleTexts } from './role.ts';
import type { TextArgs, TextRow } from './row.ts';
import { runTexts } from './run.ts';
import { summaryTexts } from './summary.ts';
import { systemTexts } from './system.ts';

/** Every text of the wizard but the problems' sentences, which are the answer file's own. */
const rows = {
  ...frameTexts,
  ...diskTexts,
  ...summaryTexts,
  ...confirmTexts,
  ...nodeTexts,
  ...roleTexts,
  ...networkTexts,
  ...networkTestTexts,
  ...runTexts,
  ...systemTexts,
  ...advancedTexts,
};

export type TextKey = keyof typeof rows;
export const textTable: Readonly<Record<TextKey, TextRow>> = rows;

/** A text in a language, its `{names}` filled from `args`. */
export function say(key: TextKey, language: Language, args: TextArgs = {}): string {
  return textTable[key][language].replace(/\{(\w+)\}/g, (_, name: string) =>
    String(args[name] ?? `{${name}}`),
  );
}
