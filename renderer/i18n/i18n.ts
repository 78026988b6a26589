import { createInstance } from 'i18next';
import type { i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../settings.ts';
import { en } from './en.ts';
import { takeLateWords } from './late-words.ts';
import type * as activity from './late/activity.en.ts';
import type { charts } from './late/charts.en.ts';
import type { compare } from './late/compare.en.ts';
import type * as modelPage from './late/model-page.en.ts';
import type { registry } from './late/registry.en.ts';
import type { python } from './late/python.en.ts';
import type { runTable } from './late/run-table.en.ts';
import type { runPage } from './late/run-page.en.ts';
import { buildPseudoWords } from './pseudo.ts';
import { sv } from './sv.ts';

type LateWords = {
  readonly charts: typeof charts;
  readonly compare: typeof compare;
  readonly python: typeof python;
  readonly runTable: typeof runTable;
  readonly registry: typeof registry;
  readonly runPage: typeof runPage;
} & typeof modelPage &
  typeof activity;

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en & LateWords };
  }
}

/** All words of the window in every language; switching needs no reload. */
export function createI18n(language: Language): i18n {
  const instance = createInstance();
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    initAsync: false,
    resources: {
      en: { translation: en },
      sv: { translation: sv },
      ...(language === 'pseudo' ? { pseudo: { translation: buildPseudoWords() } } : {}),
    },
  });
  takeLateWords(instance);
  return instance;
}
