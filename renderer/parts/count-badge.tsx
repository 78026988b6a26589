import classes from './count-badge.module.css';
import { formatCount } from './numbers.ts';
import { useLocale } from './use-locale.ts';

/** The class of a button that carries a badge. */
export const badgeHolder = classes.holder ?? '';

type CountBadgeProps = { readonly count: number; readonly tone: 'running' | 'failed' };

/** How many there are, at the corner of a button whose name says it in words; nothing for none. */
export function CountBadge({ count, tone }: CountBadgeProps) {
  const locale = useLocale();
  if (count === 0) return null;
  return (
    <span className={classes.badge} data-tone={tone} aria-hidden="true">
      {formatCount(count, locale)}
    </span>
  );
}
