import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CheckedUpdate } from '#contract/desktop-tools.ts';
import { useApp } from '#renderer/app-context.ts';
import { formatBytes } from '#renderer/parts/numbers.ts';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import { lastPart, useAskForPath } from '#renderer/parts/use-ask-for-path.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { SettingRow } from '../setting-row.tsx';
import classes from './desktop.module.css';

/** A downloaded installer: who signed it and what it is, before it may be opened. */
export function UpdateRow({ trustsSomebody }: { trustsSomebody: boolean }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const ask = useAskForPath();
  const checking = useMutation({
    mutationFn: (file: string) => bridge.client.app.checkUpdate({ file }),
  });
  async function choose(): Promise<void> {
    const file = await ask({ kind: 'file', title: t('computer.chooseUpdateTitle') });
    if (file !== null) checking.mutate(file);
  }
  return (
    <>
      <SettingRow
        label={t('computer.update')}
        hint={t(trustsSomebody ? 'computer.updateHint' : 'computer.noKeys')}
      >
        <Button disabled={checking.isPending || !trustsSomebody} onClick={() => void choose()}>
          {checking.isPending
            ? t('computer.checkingUpdate')
            : t(checking.isIdle ? 'computer.chooseUpdate' : 'computer.anotherUpdate')}
        </Button>
      </SettingRow>
      {checking.isError && (
        <div className={classes.below}>
          <InlineProblem error={checking.error} />
        </div>
      )}
      {checking.data !== undefined && <Checked key={checking.data.file} update={checking.data} />}
    </>
  );
}

function Checked({ update }: { update: CheckedUpdate }) {
  const { t } = useTranslation();
  const { host } = useApp();
  const locale = useLocale();
  const installing = useMutation({ mutationFn: () => host.ask('installUpdate', { path: update.file }) });
  const { version, current, platform, arch, keyId, bytes, file } = update;
  const facts = [
    ['version', t('computer.updateFacts.versionFrom', { version, current })],
    ['for', `${platform} ${arch}`],
    ['signedBy', keyId],
    ['size', formatBytes(bytes, locale)],
    ['file', lastPart(file)],
  ] as const;
  return (
    <div className={classes.box} role="status">
      <StateLabel shape="finished">{t('computer.updateGood')}</StateLabel>
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="g3">{t(`computer.updateFacts.${name}`)}</dt>
            <dd translate="no">{value}</dd>
          </div>
        ))}
      </dl>
      {installing.isError && <InlineProblem error={installing.error} />}
      <div>
        <Button
          variant="filled"
          disabled={installing.isPending || installing.isSuccess}
          onClick={() => installing.mutate()}
        >
          {t(installing.isPending || installing.isSuccess ? 'computer.installing' : 'computer.install')}
        </Button>
      </div>
    </div>
  );
}
