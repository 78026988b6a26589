import { useTranslation } from 'react-i18next';
import type { PairedComparison } from '#contract/comparison.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import classes from './compare.module.css';

type PairedVerdictProps = {
  readonly items: readonly PairedComparison[];
  readonly base: string;
  readonly nameOf: (runId: string) => string;
  readonly className?: string | undefined;
};

/** A sentence of twenty names is none. */
const mostNames = 5;

/** What the table below comes to, in a sentence or two. */
export function PairedVerdict({ items, base, nameOf, className }: PairedVerdictProps) {
  const { t } = useTranslation();
  const list = new Intl.ListFormat(useLocale());
  const shorten = (names: readonly string[]): readonly string[] =>
    names.length <= mostNames + 1
      ? names
      : [...names.slice(0, mostNames), t('compare.real.others', { count: names.length - mostNames })];
  const told = (['better', 'worse', 'unclear'] as const).flatMap((verdict) => {
    const names = items.filter((item) => item.verdict === verdict).map(({ runId }) => nameOf(runId));
    if (names.length === 0) return [];
    return t(`compare.real.sentences.${verdict}`, {
      names: list.format(shorten(names)),
      base,
      count: names.length,
    });
  });
  return <p className={className ?? classes.verdict}>{told.join(' ')}</p>;
}
