import { Menu } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { keyHint } from '#renderer/parts/key-hints.ts';
import classes from './canvas.module.css';
import type { TaskAction } from './task-actions.ts';

type ActionMenuProps = {
  readonly label: string;
  /** In the window. */
  readonly at: { readonly x: number; readonly y: number };
  readonly actions: readonly TaskAction[];
  readonly onClose: () => void;
};

const sections = ['run', 'build', 'edit', 'arrange'] as const;

/** All that can be done, at the place where it was asked for. */
export function ActionMenu({ label, at, actions, onClose }: ActionMenuProps) {
  const { t } = useTranslation();
  const { platform } = useApp();
  const filled = sections.filter((section) => actions.some((action) => action.section === section));
  return (
    <Menu opened onClose={onClose} position="bottom-start" offset={0} withinPortal returnFocus={false}>
      <Menu.Target>
        <span className={classes.menuAnchor} style={{ left: at.x, top: at.y }} />
      </Menu.Target>
      <Menu.Dropdown
        aria-label={label === '' ? t('pipelineCanvas.menu') : label}
        className={classes.menu ?? ''}
      >
        {filled.map((section, index) => (
          <Fragment key={section}>
            {index > 0 && <Menu.Divider />}
            {actions
              .filter((action) => action.section === section)
              .map(({ id, label: name, icon: Drawing, key, run }) => (
                <Menu.Item
                  key={id}
                  leftSection={<Drawing size={15} stroke={1.5} />}
                  rightSection={
                    key === null ? null : <span className={classes.key}>{keyHint(key, platform)}</span>
                  }
                  onClick={() => {
                    onClose();
                    run();
                  }}
                >
                  {name}
                </Menu.Item>
              ))}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
