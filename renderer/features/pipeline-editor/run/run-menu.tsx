import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { keyHint } from '#renderer/parts/key-hints.ts';
import { useEditorState } from '../session/editor-context.ts';
import classes from './run.module.css';
import { runIcons } from './run-icons.ts';
import { namesTasks, runModes } from './run-request.ts';
import { wordTasks } from './word-tasks.ts';
import type { Running } from './use-running.ts';

/** Runs all, or opens what else can be run. */
export function RunMenu({ running }: { running: Running }) {
  const { t } = useTranslation();
  const { platform } = useApp();
  const isEmpty = useEditorState((state) => state.graph.tasks.length === 0);
  const selection = useEditorState((state) => state.selection);
  const isOff = isEmpty || running.isSaving;
  const offered = runModes.filter((mode) => selection.length > 0 || !namesTasks(mode));
  return (
    <Button.Group>
      <Button
        variant="filled"
        leftSection={<IconPlayerPlay size={16} stroke={1.5} />}
        disabled={isOff}
        onClick={() => running.ask('all')}
      >
        {t('pipelineEditor.run')}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            variant="filled"
            className={classes.more ?? ''}
            disabled={isOff}
            aria-label={t('pipelineEditor.runs.menu')}
          >
            <IconChevronDown size={16} stroke={1.5} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {offered.map((mode) => {
            const Drawing = runIcons[mode];
            return (
              <Menu.Item
                key={mode}
                leftSection={<Drawing size={15} stroke={1.5} />}
                rightSection={
                  mode === 'all' ? <span className="g3 sm">{keyHint('mod+Enter', platform)}</span> : null
                }
                onClick={() => running.ask(mode)}
              >
                {t(`pipelineEditor.runs.titles.${mode}`, { tasks: wordTasks(selection, t) })}
              </Menu.Item>
            );
          })}
        </Menu.Dropdown>
      </Menu>
    </Button.Group>
  );
}
