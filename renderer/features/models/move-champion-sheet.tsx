import { Button, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelVersion, RegisteredModel } from '#contract/registry.ts';
import { useApp } from '#renderer/app-context.ts';
import '#renderer/i18n/late/registry-words.ts';
import { isShortcut, keyHint } from '#renderer/parts/key-hints.ts';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { SideSheet, useCloseSheet } from '#renderer/parts/side-sheet.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import bars from '#renderer/parts/bars.module.css';
import { CompareVersions } from './compare-versions.tsx';
import classes from './models.module.css';
import { GateList } from './gate-list.tsx';
import { gatesQuery, modelQuery, modelVersionsQuery } from './queries.ts';
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

/** Gives the champion back to the version that held it before. */
export function RollbackSheet({ name }: { name: string }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const model = useQuery(modelQuery(bridge.client, name));
  const versions = useQuery(modelVersionsQuery(bridge.client, name));
  return (
    <SideSheet title={t('models.rollbackTitle', { name })}>
      {model.data === undefined || versions.data === undefined ? (
        <Waiting error={model.error ?? versions.error} isRead={false} />
      ) : (
        <RollbackForm model={model.data} versions={versions.data} />
      )}
    </SideSheet>
  );
}

type RollbackFormProps = {
  readonly model: RegisteredModel;
  readonly versions: readonly ModelVersion[];
};

function RollbackForm({ model, versions }: RollbackFormProps) {
  const { t } = useTranslation();
  const acts = useModelActs();
  const champion = model.champion?.version ?? null;
  const target = versions.find(({ version }) => version === model.rollbackTo);
  if (champion === null || target === undefined)
    return <p className={classes.form}>{t('models.rollbackNothing')}</p>;
  return (
    <ReasonForm
      text={t('models.rollbackText', { version: target.version })}
      hint={t('models.rollbackReasonHint')}
      deed={t('models.rollbackTo', { version: target.version })}
      onSubmit={(reason) => acts.rollback(model.name, reason, champion.version)}
    >
      <CompareVersions candidate={target} champion={champion} />
    </ReasonForm>
  );
}

function Waiting({ error, isRead }: { error: unknown; isRead: boolean }) {
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

type ReasonFormProps = {
  readonly text: string;
  readonly hint: string;
  readonly deed: string;
  readonly onSubmit: (reason: string) => Promise<boolean>;
  readonly children: ReactNode;
};

/** A deed that asks why: what is written stays in the timeline for good. */
function ReasonForm({ text, hint, deed, onSubmit, children }: ReasonFormProps) {
  const { t } = useTranslation();
  const { platform } = useApp();
  const close = useCloseSheet();
  const [reason, setReason] = useState('');
  const [isBusy, setBusy] = useState(false);
  async function submit(): Promise<void> {
    if (reason.trim() === '' || isBusy) return;
    setBusy(true);
    const done = await onSubmit(reason.trim());
    setBusy(false);
    if (done) close();
  }
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <p className="g2">{text}</p>
      {children}
      <Textarea
        label={t('models.reason')}
        description={hint}
        rows={3}
        autoFocus
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (!isShortcut(event.nativeEvent, 'mod+Enter', platform)) return;
          event.preventDefault();
          void submit();
        }}
      />
      <div className="row">
        <Button type="submit" variant="filled" disabled={reason.trim() === '' || isBusy}>
          {deed}
          <span className={bars.hintKey}>{keyHint('mod+Enter', platform)}</span>
        </Button>
        <Button variant="subtle" onClick={close}>
          {t('actions.cancel')}
        </Button>
      </div>
    </form>
  );
}
