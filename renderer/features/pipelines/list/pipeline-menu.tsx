import { ActionIcon, Menu } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PipelineSummary } from '#contract/pipelines.ts';
import { useOpenSheet } from '#renderer/parts/side-sheet.tsx';
import { useSwitchSchedule } from './use-switch-schedule.ts';

/** Everything that can be done with a pipeline of the list. */
export function PipelineMenu({ pipeline, isBroken }: { pipeline: PipelineSummary; isBroken: boolean }) {
  const { t } = useTranslation();
  const openSheet = useOpenSheet();
  const turn = useSwitchSchedule();
  const { name, schedule } = pipeline;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size={24} aria-label={t('pipelineList.menuOf', { name })}>
          <IconDots size={16} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
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
        {schedule !== null && (
          <Menu.Item onClick={() => void turn(pipeline)}>
            {t(schedule.isPaused ? 'pipelineList.resume' : 'pipelineList.pause')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
