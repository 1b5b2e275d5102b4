import type { Language } from '../../problem.ts';
import { languageField } from './pages/welcome.ts';
import type { WizardState } from './state.ts';
import { textOf } from './values.ts';

/** The state in the language that was chosen, where the terminal can show it. */
export function inChosenLanguage(state: WizardState): WizardState {
  const chosen = textOf(languageField, state);
  if (!state.canShowChinese || chosen === state.language || !isLanguage(chosen)) return state;
  return { ...state, language: chosen };
}

function isLanguage(text: string): text is Language {
  return text === 'en' || text === 'zh';
}
