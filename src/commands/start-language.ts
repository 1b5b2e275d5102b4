import { type Language, type Problem, warning } from '../problem.ts';

/** Characters of an unknown value that are shown. */
const SHOWN = 20;

/**
 * The language that a wizard starts in: `cos.lang=en` or `cos.lang=zh` on the kernel's command line, where
 * the terminal can show it; otherwise English, with the reason.
 */
export function startLanguage(
  commandLine: string,
  showsChinese: boolean,
): { readonly language: Language; readonly notice?: Problem } {
  const word = commandLine.split(/\s+/).find((one) => one.startsWith('cos.lang='));
  const value = word?.slice('cos.lang='.length);
  if (value === undefined || value === 'en') return { language: 'en' };
  if (value === 'zh' && showsChinese) return { language: 'zh' };
  if (value === 'zh') return { language: 'en', notice: warning('wizard.no-chinese', '') };
  const shown = value.replaceAll(/[^ -~]/g, '?').slice(0, SHOWN);
  return { language: 'en', notice: warning('wizard.unknown-language', '', { value: shown }) };
}
