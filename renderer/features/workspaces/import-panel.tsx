import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SystemInfo } from '#contract/entities.ts';
import type { FolderReport } from '#contract/workspaces.ts';
import { useApp } from '#renderer/app-context.ts';
import { Panel } from '#renderer/parts/panel.tsx';
import { PathField } from '#renderer/parts/path-field.tsx';
import { InlineProblem, ProblemLine } from '#renderer/parts/problem-notice.tsx';
import { lastPart } from '#renderer/parts/use-ask-for-path.ts';
import { HealthList } from './health-list.tsx';
import { proposeFolder } from './propose-folder.ts';
import { folderQuery } from './queries.ts';
import { useGoToWorkspace } from './use-go-to-workspace.ts';
import classes from './workspaces.module.css';

type ImportPanelProps = {
  readonly info: SystemInfo;
  /** The `.stile` file; empty where it is still to be named. */
  readonly known: string;
  readonly onClose: () => void;
};

/** A whole workspace out of one file: into a folder of its own, which is looked at first, and opened. */
export function ImportPanel({ info, known, onClose }: ImportPanelProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const [now] = useState(() => new Date());
  const [file, setFile] = useState(known);
  const [chosen, setChosen] = useState<string | null>(null);
  const folder = chosen ?? proposeFolder(info.workspace, nameOfArchive(file), now);
  const [looked, setLooked] = useState(folder);
  // A proposal follows the file's name, and is looked at at once; what is typed, when the field is left.
  const wanted = chosen === null ? folder : looked;
  const report = useQuery({
    ...folderQuery(bridge.client, wanted),
    enabled: file.trim() !== '' && wanted !== '',
  });
  const seen = wanted === folder.trim() ? report.data : undefined;
  const { go, isBusy, error } = useGoToWorkspace();
  const [tried, setTried] = useState('');
  const order = JSON.stringify([file, folder]);
  const isReady = file.trim() !== '' && folder.trim() !== '' && (seen === undefined || isFit(seen));
  return (
    <Panel
      title={t('welcome.archive')}
      aside={
        <Button size="compact-xs" variant="subtle" disabled={isBusy} onClick={onClose}>
          {t('actions.cancel')}
        </Button>
      }
    >
      <form
        className={classes.archive}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isReady || isBusy) return;
          setTried(order);
          go({ folder: folder.trim(), archive: file.trim() });
        }}
      >
        <p className="g2">{t('welcome.archiveText')}</p>
        <div className={classes.pair}>
          <PathField
            label={t('welcome.archiveFile')}
            kind="file"
            files={['archive', 'any']}
            data-autofocus={known === ''}
            value={file}
            disabled={isBusy}
            onChange={setFile}
          />
          <PathField
            label={t('welcome.archiveFolder')}
            kind="folder"
            value={folder}
            disabled={isBusy}
            onChange={setChosen}
            onChoose={(path) => {
              setChosen(path);
              setLooked(path);
            }}
            onBlur={() => setLooked(folder.trim())}
          />
        </div>
        {report.isError && <InlineProblem error={report.error} />}
        {seen !== undefined && <Seen report={seen} />}
        {error !== null && tried === order && <InlineProblem error={error} />}
        <div>
          <Button type="submit" variant="filled" disabled={!isReady || isBusy}>
            {t(isBusy ? 'welcome.importing' : 'welcome.importArchive')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}

function Seen({ report: { holds, folder, checks } }: { report: FolderReport }) {
  const { t } = useTranslation();
  if (holds !== 'nothing') return <ProblemLine text={t('welcome.archiveOccupied', { folder })} />;
  const told = checks.filter(({ id }) => ['folder', 'disk', 'place', 'path'].includes(id));
  return <HealthList checks={told} label={t('welcome.found')} />;
}

function isFit({ holds, checks }: FolderReport): boolean {
  return holds === 'nothing' && checks.every(({ state }) => state !== 'bad');
}

/** `lab` of `/data/lab-2026-11-27.stile`: the day of the export is not that of the import. */
function nameOfArchive(file: string): string {
  const name = lastPart(file.trim())
    .replace(/\.stile$/i, '')
    .replace(/-\d{4}-\d\d-\d\d$/, '');
  return name === '' ? 'workspace' : name;
}
