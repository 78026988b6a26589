import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SystemInfo } from '#contract/entities.ts';
import { useApp, useStore } from '#renderer/app-context.ts';
import { Panel } from '#renderer/parts/panel.tsx';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { proposeFolder } from './propose-folder.ts';
import { useGoToWorkspace } from './use-go-to-workspace.ts';
import classes from './workspaces.module.css';

type WorkshopPanelProps = {
  readonly info: SystemInfo;
  /** It is what the page offers before all else. */
  readonly isFirst: boolean;
};

/** The quick way in: a workspace with data, pipelines and a story, in a folder of its own. */
export function WorkshopPanel({ info, isFirst }: WorkshopPanelProps) {
  const { t } = useTranslation();
  const { settings } = useApp();
  const wished = useStore(settings).language === 'sv' ? 'sv' : 'en';
  const [language, setLanguage] = useState<'en' | 'sv'>(wished);
  const { go, isBusy, error } = useGoToWorkspace();
  const folder = proposeFolder(info.workspace, t('welcome.workshopFolder'), new Date());
  return (
    <Panel title={t('welcome.workshop')}>
      <div className={classes.card}>
        <p className="g2">{t('welcome.workshopText')}</p>
        <p className="g3 sm">
          {t('welcome.workshopWhere')}{' '}
          <span className={`mono ${classes.path ?? ''}`} translate="no">
            {folder}
          </span>
        </p>
        {error !== null && <InlineProblem error={error} />}
        <span className="grow" />
        <div className={classes.acts}>
          <Button
            variant={isFirst ? 'filled' : 'default'}
            disabled={isBusy}
            onClick={() => go({ folder, make: { template: 'workshop', language } })}
          >
            {isBusy ? t('welcome.opening') : t('welcome.startWorkshop')}
          </Button>
          <SegmentedControl
            aria-label={t('home.language')}
            value={language}
            disabled={isBusy}
            data={[
              { value: 'en', label: t('home.languageEn') },
              { value: 'sv', label: t('home.languageSv') },
            ]}
            onChange={(value) => setLanguage(value === 'sv' ? 'sv' : 'en')}
          />
        </div>
      </div>
    </Panel>
  );
}
