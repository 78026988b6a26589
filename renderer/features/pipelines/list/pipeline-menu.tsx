import { ActionIcon, Menu } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PipelineSummary } from '#contract/pipelines.ts';
import { useOpenSheet } from '#renderer/parts/side-sheet.tsx';
import { useTextEditor } from '#renderer/parts/use-text-editor.ts';
import { useRemovePipeline } from './use-remove-pipeline.ts';
import { useSwitchSchedule } from './use-switch-schedule.ts';

type PipelineMenuProps = {
  readonly pipeline: PipelineSummary;
  /** On the page of the pipeline, which has the ways to run it and to look at it already. */
  readonly isPage?: boolean;
  /** Where an editor begins in the file. */
  readonly lineNow?: (() => number | null) | undefined;
};

/** Everything that can be done with a pipeline. */
export function PipelineMenu({ pipeline, isPage = false, lineNow }: PipelineMenuProps) {
  const { t } = useTranslation();
  const openSheet = useOpenSheet();
  const turn = useSwitchSchedule();
  const remove = useRemovePipeline(isPage);
  const editor = useTextEditor();
  const { name, schedule, problems } = pipeline;
  const isBroken = problems.some(({ severity }) => severity === 'error');
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size={isPage ? 28 : 24} aria-label={t('pipelineList.menuOf', { name })}>
          <IconDots size={16} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {!isPage && (
          <>
            <Menu.Item disabled={isBroken} onClick={() => openSheet('run-pipeline', name)}>
              {t('pipelineList.runWith')}
            </Menu.Item>
            <Menu.Item renderRoot={(props) => <Link to="/pipelines/$name" params={{ name }} {...props} />}>
              {t('pipelineList.openEditor')}
            </Menu.Item>
            <Menu.Item
              renderRoot={(props) => (
                <Link to="/pipelines/$name" params={{ name }} search={{ view: 'grid' }} {...props} />
              )}
            >
              {t('pipelineList.grid')}
            </Menu.Item>
            <Menu.Divider />
          </>
        )}
        <Menu.Item disabled={isBroken} onClick={() => openSheet('schedule', name)}>
          {t('pipelineList.scheduleItem')}
        </Menu.Item>
        {schedule !== null && (
          <Menu.Item onClick={() => void turn(pipeline)}>
            {t(schedule.isPaused ? 'pipelineList.resume' : 'pipelineList.pause')}
          </Menu.Item>
        )}
        <Menu.Item disabled={isBroken} onClick={() => openSheet('backfill', name)}>
          {t('pipelineList.backfillItem')}
        </Menu.Item>
        <Menu.Divider />
        {editor.fileLabel !== null && (
          <Menu.Item onClick={() => editor.open({ path: pipeline.file }, lineNow?.())}>
            {editor.fileLabel}
          </Menu.Item>
        )}
        <Menu.Item onClick={() => openSheet('new-pipeline', name)}>
          {t('newPipeline.duplicateItem')}
        </Menu.Item>
        <Menu.Item onClick={() => openSheet('rename-pipeline', name)}>
          {t('newPipeline.renameItem')}
        </Menu.Item>
        <Menu.Item onClick={() => void remove(name)}>{t('newPipeline.delete')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
