import { useTranslation } from 'react-i18next';

/** The locale for numbers and dates: the app's language, not the system's. */
export function useLocale(): string {
  const { i18n } = useTranslation();
  return i18n.language === 'sv' ? 'sv-SE' : 'en-GB';
}
