import { useTranslation } from 'react-i18next';
import type { TransferCounts } from '#contract/transfer.ts';
import { formatBytes, formatCount } from '#renderer/parts/numbers.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import lines from '#renderer/parts/key-values.module.css';
import classes from './transfer.module.css';

const shown = ['experiments', 'runs', 'points', 'files', 'loggedModels', 'models', 'versions'] as const;

/** How many of each kind there are, under a title; kinds without any are left out, and so is a list without kinds. */
export function CountsList({ title, counts }: { title: string; counts: TransferCounts }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const kinds = shown.filter((kind) => counts[kind] > 0);
  if (kinds.length === 0) return null;
  return (
    <section>
      <h3 className={classes.head}>{title}</h3>
      {kinds.map((kind) => (
        <div key={kind} className={lines.line}>
          <span className="g2 grow">{t(`transfer.counts.${kind}`)}</span>
          <span className="num">
            {formatCount(counts[kind], locale)}
            {kind === 'files' && <span className="g3">{`, ${formatBytes(counts.bytes, locale)}`}</span>}
          </span>
        </div>
      ))}
    </section>
  );
}
