import { useTranslation } from 'react-i18next';
import type { HealthCheck } from '#contract/workspaces.ts';
import { formatBytes } from '#renderer/parts/numbers.ts';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import classes from './workspaces.module.css';

const shapes = { good: 'finished', warning: 'warning', bad: 'failed' } as const;

/** What was checked, each with what was found and, where it is not good, what to do. */
export function HealthList({ checks, label }: { checks: readonly HealthCheck[]; label: string }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.health} aria-label={label}>
      {checks.map((check) => (
        <li key={check.id} className={classes.healthItem} data-state={check.state}>
          <StatusGlyph shape={shapes[check.state]} />
          <span className={classes.healthName}>{t(`health.names.${check.id}`)}</span>
          <span className="g2">
            <Finding check={check} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Finding({ check: { id, finding, found } }: { check: HealthCheck }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const size = id === 'disk' && found !== '' ? formatBytes(Number(found), locale) : found;
  const [wanted = '', port = ''] = found.split(' ');
  return <>{t(`health.findings.${id}_${finding}`, { found: size, wanted, port, defaultValue: found })}</>;
}
