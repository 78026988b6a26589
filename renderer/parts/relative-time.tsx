import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useNow } from './clock.ts';
import { formatAgo, formatMoment } from './times.ts';
import { useLocale } from './use-locale.ts';

/** How long ago, with the moment itself on hover. */
export function RelativeTime({ at }: { at: number }) {
  const { t } = useTranslation();
  return <Ago at={at} t={t} />;
}

/** The same for the cells of long tables, which have the words already. */
export function Ago({ at, t }: { readonly at: number; readonly t: TFunction }) {
  const locale = useLocale();
  const now = useNow();
  return (
    <time dateTime={new Date(at).toISOString()} title={formatMoment(at)}>
      {formatAgo(at, now, locale, t)}
    </time>
  );
}
