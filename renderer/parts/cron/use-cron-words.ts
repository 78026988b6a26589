import { useTranslation } from 'react-i18next';
import '#renderer/i18n/late/cron-words.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { readCron } from './cron-sentence.ts';

/** A Sunday. */
const sundayMs = Date.UTC(2026, 0, 4);
const dayMs = 24 * 60 * 60 * 1000;

/** Words a cron text: `Every weekday at 07:00`; null where the text has to speak for itself. */
export function useCronWords(): (cron: string) => string | null {
  const { t } = useTranslation();
  const locale = useLocale();
  const nameDay = (day: number): string =>
    new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(sundayMs + day * dayMs);
  return (cron) => {
    const meaning = readCron(cron);
    if (meaning === null) return null;
    switch (meaning.kind) {
      case 'everyMinutes':
        return t('cron.everyMinutes', { count: meaning.every });
      case 'hourly':
        return t('cron.hourly', { minute: String(meaning.minute).padStart(2, '0') });
      case 'everyHours':
        return t('cron.everyHours', {
          count: meaning.every,
          minute: String(meaning.minute).padStart(2, '0'),
        });
      case 'daily':
      case 'weekdays':
        return t(`cron.${meaning.kind}`, { time: meaning.time });
      case 'weekly': {
        const days = new Intl.ListFormat(locale).format(meaning.days.map(nameDay));
        return t('cron.weekly', { time: meaning.time, days });
      }
      case 'monthly':
        return t('cron.monthly', { time: meaning.time, day: String(meaning.day) });
    }
  };
}
