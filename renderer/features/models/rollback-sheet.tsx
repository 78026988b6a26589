import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RollbackPlan } from '#contract/promotion.ts';
import type { ModelVersion } from '#contract/registry.ts';
import { useApp } from '#renderer/app-context.ts';
import { toProblem } from '#renderer/bridge/problems.ts';
import '#renderer/i18n/late/registry-words.ts';
import { AliasTag } from '#renderer/parts/alias-tag.tsx';
import { useNow } from '#renderer/parts/clock.ts';
import { SideSheet } from '#renderer/parts/side-sheet.tsx';
import { formatDuration, formatSince } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { CompareVersions } from './compare-versions.tsx';
import classes from './models.module.css';
import { Waiting } from './promote-sheet.tsx';
import { modelVersionsQuery, rollbackPlanQuery } from './queries.ts';
import { ReasonForm } from './reason-form.tsx';
import { useModelActs } from './use-model-acts.ts';

/** Gives the champion back to the version that held it before: where that leads is said first. */
export function RollbackSheet({ name }: { name: string }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const plan = useQuery(rollbackPlanQuery(bridge.client, name));
  const versions = useQuery(modelVersionsQuery(bridge.client, name));
  const isNothing = plan.isError && toProblem(plan.error).code === 'INVALID_STATE';
  return (
    <SideSheet title={t('models.rollbackTitle', { name })}>
      {isNothing ? (
        <p className={classes.form}>{t('models.rollbackNothing')}</p>
      ) : plan.data === undefined || versions.data === undefined ? (
        <Waiting error={plan.error ?? versions.error} isRead={false} />
      ) : (
        <RollbackForm name={name} plan={plan.data} versions={versions.data} />
      )}
    </SideSheet>
  );
}

type RollbackFormProps = {
  readonly name: string;
  readonly plan: RollbackPlan;
  readonly versions: readonly ModelVersion[];
};

function RollbackForm({ name, plan, versions }: RollbackFormProps) {
  const { t } = useTranslation();
  const acts = useModelActs();
  const find = (number: number | null) => versions.find(({ version }) => version === number) ?? null;
  const [from, to] = [find(plan.from), find(plan.to)];
  const suggestions = plan.alerts.map(({ alertId, signal }) =>
    t('registry.rollback.becauseOf', { id: alertId, signal: t(`signals.${signal}`) }),
  );
  return (
    <ReasonForm
      text={t('models.rollbackText', { version: plan.to })}
      hint={t('models.rollbackReasonHint')}
      deed={t('models.rollbackTo', { version: plan.to })}
      suggestions={[...suggestions, t('registry.rollback.complaints'), t('registry.rollback.slower')]}
      onSubmit={(reason) => acts.rollback(name, reason, plan.from)}
    >
      <PlanFacts plan={plan} />
      {to !== null && <CompareVersions candidate={to} champion={from} />}
    </ReasonForm>
  );
}

/** From which version to which, who answers then, and the way back. */
function PlanFacts({ plan }: { plan: RollbackPlan }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useNow();
  const { from, to, held, skippedDeleted } = plan;
  const word = useServingWords();
  return (
    <dl className={classes.plan}>
      <div>
        <dt>{t('registry.rollback.champion')}</dt>
        <dd className={classes.version}>
          {from !== null && (
            <>
              {t('models.v', { version: from })}
              <span className="g3" aria-hidden="true">
                →
              </span>
            </>
          )}
          <strong>{t('models.v', { version: to })}</strong>
          <AliasTag alias="champion" />
        </dd>
      </div>
      <div>
        <dt>{t('registry.rollback.held')}</dt>
        <dd>
          {t('registry.rollback.heldFor', {
            at: formatSince(held.from, now, locale),
            time: formatDuration((held.to ?? now) - held.from, locale),
          })}
        </dd>
      </div>
      {skippedDeleted.length > 0 && (
        <div>
          <dt>{t('registry.rollback.skipped')}</dt>
          <dd>
            {t('registry.rollback.skippedText', {
              versions: skippedDeleted.map((version) => t('models.v', { version })).join(', '),
            })}
          </dd>
        </div>
      )}
      <div>
        <dt>{t('registry.rollback.serving')}</dt>
        <dd>{word(plan)}</dd>
      </div>
      <div>
        <dt>{t('registry.rollback.back')}</dt>
        <dd>{t('registry.rollback.backText')}</dd>
      </div>
    </dl>
  );
}

function useServingWords(): (plan: RollbackPlan) => string {
  const { t } = useTranslation();
  return ({ from, to, serving: { address, isEndpoint, runtime, isReady } }) => {
    if (runtime === null) return t('registry.rollback.noFiles', { version: to });
    if (address === null) return t('registry.rollback.off', { version: to });
    const where = address.replace('http://', '');
    const said = isEndpoint
      ? t('registry.rollback.endpoint', { version: to, where })
      : t('registry.rollback.byName', { version: to, where });
    return isReady || from === null ? said : `${said} ${t('registry.rollback.later', { version: from })}`;
  };
}
