import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SystemInfo } from '#contract/entities.ts';
import type { FolderReport } from '#contract/workspaces.ts';
import { useApp } from '#renderer/app-context.ts';
import { Panel } from '#renderer/parts/panel.tsx';
import { PathField } from '#renderer/parts/path-field.tsx';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { HealthList } from './health-list.tsx';
import { folderQuery } from './queries.ts';
import { useGoToWorkspace } from './use-go-to-workspace.ts';
import classes from './workspaces.module.css';

type FolderFormProps = {
  readonly info: SystemInfo;
  /** A folder that was named already; empty for none. */
  readonly known: string;
};

/** Any folder: it is looked at first, and the button says what will happen to it. */
export function FolderForm({ info, known }: FolderFormProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const [folder, setFolder] = useState(known);
  const [looked, setLooked] = useState(known);
  const report = useQuery({ ...folderQuery(bridge.client, looked), enabled: looked !== '' });
  const { go, isBusy, error } = useGoToWorkspace();
  const seen = looked !== '' && looked === folder.trim() ? report.data : undefined;
  const isBad = seen?.checks.some(({ state }) => state === 'bad') === true || isElsewhere(seen, info);
  return (
    <Panel title={t('welcome.folder')}>
      <form
        className={classes.card}
        onSubmit={(event) => {
          event.preventDefault();
          if (seen === undefined) setLooked(folder.trim());
          else if (!isBad) go({ folder: seen.folder });
        }}
      >
        <PathField
          label={t('welcome.path')}
          kind="folder"
          placeholder={example(info.platform)}
          value={folder}
          onChange={setFolder}
          onChoose={(path) => {
            setFolder(path);
            setLooked(path);
          }}
          onBlur={() => setLooked(folder.trim())}
        />
        {looked === '' ? (
          <p className="g2">{t('welcome.folderText')}</p>
        ) : report.isError ? (
          <InlineProblem error={report.error} />
        ) : (
          seen !== undefined && <Seen report={seen} info={info} />
        )}
        {error !== null && <InlineProblem error={error} />}
        <span className="grow" />
        <div className={classes.acts}>
          <Button type="submit" disabled={folder.trim() === '' || isBusy || isBad}>
            {isBusy
              ? t('welcome.opening')
              : t(seen === undefined ? 'welcome.look' : `welcome.acts.${seen.holds}`)}
          </Button>
        </div>
      </form>
    </Panel>
  );
}

function Seen({ report, info }: { report: FolderReport; info: SystemInfo }) {
  const { t } = useTranslation();
  const { holds, workspace, checks } = report;
  // What is good needs no line here: the folder alone is what the person decides on.
  const told = checks.filter(
    ({ id, state }) => ['folder', 'disk', 'place', 'path'].includes(id) && state !== 'good',
  );
  return (
    <>
      <p className="g2" role="status">
        {t(
          workspace === info.workspace.path
            ? 'welcome.isOpen'
            : isElsewhere(report, info)
              ? 'welcome.isElsewhere'
              : `welcome.holds.${holds}`,
          { workspace, address: report.openIn?.address ?? '' },
        )}
      </p>
      {told.length > 0 && <HealthList checks={told} label={t('welcome.found')} />}
    </>
  );
}

function isElsewhere(report: FolderReport | undefined, info: SystemInfo): boolean {
  return report !== undefined && report.openIn !== null && report.workspace !== info.workspace.path;
}

function example(platform: string): string {
  return platform === 'win32' ? 'C:\\Users\\me\\churn' : '~/churn';
}
