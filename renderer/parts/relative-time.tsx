import { useTranslation } from 'react-i18next';
import { useNow } from './clock.ts';
import { formatAgo, formatMoment } from './times.ts';
import { useLocale } from './use-locale.ts';

/** How long ago, with the moment itself on hover. */
export function RelativeTime({ at }: { at: number }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useNow();
  return (
    <time dateTime={new Date(at).toISOString()} title={formatMoment(at)}>
      {formatAgo(at, now, locale, t)}
    </time>
  );
}
