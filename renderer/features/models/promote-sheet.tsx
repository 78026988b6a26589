import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import '#renderer/i18n/late/registry-words.ts';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { SideSheet } from '#renderer/parts/side-sheet.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { CompareVersions } from './compare-versions.tsx';
import classes from './models.module.css';
import { GateList } from './gate-list.tsx';
import { gatesQuery, modelVersionsQuery } from './queries.ts';
import { ReasonForm } from './reason-form.tsx';
import { useModelActs } from './use-model-acts.ts';

/** Makes a version the champion: its figures beside the champion's, and the reason why. */
export function PromoteSheet({ name, version }: { name: string; version: number }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const acts = useModelActs();
  const versions = useQuery(modelVersionsQuery(bridge.client, name));
  const candidate = versions.data?.find((one) => one.version === version);
  const champion = versions.data?.find(({ aliases }) => aliases.includes('champion'));
  const gates = useQuery(gatesQuery(bridge.client, name, version));
  const hasFailed = gates.data?.some(({ state }) => state === 'failed') === true;
  return (
    <SideSheet title={t('models.promoteTitle', { name, version })}>
      {candidate === undefined ? (
        <Waiting error={versions.error} isRead={versions.data !== undefined} />
      ) : (
        <ReasonForm
          text={t('models.promoteText', { version })}
          hint={t('models.promoteReasonHint')}
          deed={hasFailed ? t('registry.gates.anyway', { version }) : t('models.promoteVersion', { version })}
          isReady={!gates.isPending}
          onSubmit={(reason) => acts.promote(name, version, reason, champion?.version ?? null, gates.data)}
        >
          {gates.data !== undefined ? (
            <GateList gates={gates.data} />
          ) : gates.isError ? (
            <InlineProblem error={gates.error} />
          ) : (
            <p className="g3 sm" role="status">
              {t('registry.gates.running')}
            </p>
          )}
          <CompareVersions candidate={candidate} champion={champion ?? null} />
        </ReasonForm>
      )}
    </SideSheet>
  );
}

/** What stands in a sheet until what it is about is read, or when it cannot be. */
export function Waiting({ error, isRead }: { error: unknown; isRead: boolean }) {
  const { t } = useTranslation();
  if (error !== null && error !== undefined) {
    return (
      <div className={classes.form}>
        <InlineProblem error={error} />
      </div>
    );
  }
  return isRead ? <p className={classes.form}>{t('models.noVersion')}</p> : <StillBars rows={4} />;
}
