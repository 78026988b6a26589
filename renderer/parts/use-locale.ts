import { createContext, use } from 'react';

/** Told once by the window: a hook of the translations in each cell of a table would cost more than the cell. */
export const LocaleContext = createContext('en-GB');

/** The locale for numbers and dates: the app's language, not the system's. */
export function useLocale(): string {
  return use(LocaleContext);
}
