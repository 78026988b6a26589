import { Button, Checkbox } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SystemInfo } from '#contract/entities.ts';
import { useApp } from '../app-context.ts';
import { systemInfoQuery } from '../features/system/index.ts';
import { formatBytes } from '../parts/numbers.ts';
import { PathField } from '../parts/path-field.tsx';
import { InlineProblem } from '../parts/problem-notice.tsx';
import { useLocale } from '../parts/use-locale.ts';
import { SideSheet } from '../parts/side-sheet.tsx';
import classes from '../parts/side-sheet.module.css';

/** Makes one file of the whole workspace, for another computer. */
export function ExportSheet() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { data: info } = useQuery(systemInfoQuery(bridge.client));
  return (
    <SideSheet title={t('exportSheet.title')}>{info !== undefined && <ExportForm info={info} />}</SideSheet>
  );
}

function ExportForm({ info }: { info: SystemInfo }) {
  const { t } = useTranslation();
  const { bridge, toasts } = useApp();
  const locale = useLocale();
  const [file, setFile] = useState(() => proposeFile(info));
  const [overwrite, setOverwrite] = useState(false);
  // The system's dialog asks before it names a file that is there.
  const [agreed, setAgreed] = useState<string | null>(null);
  const exporting = useMutation({
    mutationFn: () => bridge.client.workspace.export({ file, overwrite: overwrite || file === agreed }),
    onSuccess: ({ bytes }) =>
      toasts.show({
        tone: 'done',
        text: t('toasts.exported', { size: formatBytes(bytes, locale) }),
        undo: null,
      }),
  });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        exporting.mutate();
      }}
    >
      <p className="g2">{t('exportSheet.text')}</p>
      <PathField
        label={t('exportSheet.file')}
        kind="save"
        files={['archive']}
        value={file}
        onChange={setFile}
        onChoose={(path) => {
          setFile(path);
          setAgreed(path);
        }}
      />
      <Checkbox
        label={t('exportSheet.overwrite')}
        checked={overwrite}
        onChange={(event) => setOverwrite(event.currentTarget.checked)}
      />
      {exporting.isError && <InlineProblem error={exporting.error} />}
      <div>
        <Button type="submit" variant="filled" disabled={exporting.isPending || file.trim() === ''}>
          {exporting.isPending ? t('exportSheet.working') : t('exportSheet.start')}
        </Button>
      </div>
    </form>
  );
}

/** Beside the workspace, named after it and the day. */
function proposeFile({ workspace }: SystemInfo): string {
  const separator = workspace.path.includes('\\') ? '\\' : '/';
  const parent = workspace.path.slice(0, workspace.path.lastIndexOf(separator));
  const day = new Date().toISOString().slice(0, 10);
  return `${parent}${separator}${workspace.name}-${day}.stile`;
}
