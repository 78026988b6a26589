import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AppInfo } from '#contract/desktop-tools.ts';
import { useApp } from '#renderer/app-context.ts';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { SettingRow } from '../setting-row.tsx';
import settings from '../settings.module.css';
import classes from './desktop.module.css';

const shown = ['logs', 'crashDumps', 'profile', 'pythonEnvironments', 'defaultWorkspace', 'program'] as const;
/** Those that the shell opens in the system's file manager. */
const opened = ['logs', 'crashDumps', 'profile'] as const;

/** Where this installation keeps what. */
export function FolderRows({ app: { folders, program } }: { app: AppInfo }) {
  const { t } = useTranslation();
  const { host } = useApp();
  const opening = useMutation({
    mutationFn: (folder: (typeof opened)[number]) => host.ask('openFolder', { folder }),
  });
  return (
    <>
      {shown.map((kind) => {
        const name = t(`computer.folderKinds.${kind}`);
        const path = kind === 'program' ? program : folders[kind];
        const opens = host.capabilities.paths ? opened.find((one) => one === kind) : undefined;
        return (
          <SettingRow key={kind} label={name} hint={t(`computer.folderHints.${kind}`)}>
            <span className={classes.place}>
              <span className={`mono g2 ${settings.path ?? ''}`} translate="no">
                {path}
              </span>
              <CopyButton text={path} label={t('computer.copyPath', { name })} />
              {opens !== undefined && (
                <Button
                  size="compact-xs"
                  aria-label={t('computer.openFolderOf', { name })}
                  onClick={() => opening.mutate(opens)}
                >
                  {t('computer.openFolder')}
                </Button>
              )}
            </span>
          </SettingRow>
        );
      })}
      {opening.isError && <InlineProblem error={opening.error} />}
    </>
  );
}
