import { useTranslation } from 'react-i18next';
import type { ClassicRule, ClassicVerdict } from '#contract/monitoring.ts';
import { formatFigure, formatUnit } from '#renderer/parts/figures.ts';
import { Section } from '#renderer/parts/inspector.tsx';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import classes from './alerts.module.css';

/** The workshop's three rules beside the resampled limits: what each looks at and whether it would fire. */
export function ClassicRules({ verdicts }: { verdicts: readonly ClassicVerdict[] }) {
  const { t } = useTranslation();
  return (
    <Section title={t('classic.title')} action={<span className="g3 sm">{t('classic.sub')}</span>}>
      <ClassicRuleList verdicts={verdicts} />
    </Section>
  );
}

/** The rules alone, for a panel that has its own head. */
export function ClassicRuleList({ verdicts }: { verdicts: readonly ClassicVerdict[] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <ul>
      {verdicts.map(({ rule, fires, value, limit }) => (
        <li key={rule} className={classes.rule}>
          <span className={classes.ruleState}>
            <StateLabel shape={fires ? 'warning' : 'finished'}>
              {fires ? t('classic.fires') : t('classic.quiet')}
            </StateLabel>
          </span>
          <span className="grow">
            <span className={classes.strong}>{t(`classic.rules.${rule}`)}</span>
            <span className="g3 sm"> {t(`classic.meanings.${rule}`)}</span>
          </span>
          {value !== null && limit !== null && (
            <span className="g2">
              {t('classic.against', {
                value: formatRule(rule, value, locale),
                limit: formatRule(rule, limit, locale),
              })}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The first rule compares confidences; the others have percentages and counts of batches. */
function formatRule(rule: ClassicRule, value: number, locale: string): string {
  return rule === 'declining_confidence' ? formatUnit(value, locale) : formatFigure(value, locale);
}
