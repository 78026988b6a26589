import { createInstance } from 'i18next';
import type { i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../settings.ts';
import { en } from './en.ts';
import { buildPseudoWords } from './pseudo.ts';
import { sv } from './sv.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
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
  return instance;
}
