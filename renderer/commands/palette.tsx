import '@mantine/spotlight/styles.css';
import { Spotlight } from '@mantine/spotlight';
import type { SpotlightActionGroupData } from '@mantine/spotlight';
import { IconCheck, IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app-context.ts';
import { keyHint } from '../parts/key-hints.ts';
import type { Command, CommandGroup } from './command.ts';
import { paletteStore } from './palette-store.ts';
import classes from './palette.module.css';

const groups: readonly CommandGroup[] = ['goTo', 'experiments', 'actions', 'view', 'help'];
const shownAtMost = 60;

/** Everything by name: type a few letters, Enter does it. */
export function Palette({ commands }: { commands: readonly Command[] }) {
  const { t } = useTranslation();
  const { platform } = useApp();
  const actions: SpotlightActionGroupData[] = groups.map((group) => ({
    group: t(`palette.${group}`),
    actions: commands
      .filter((command) => command.group === group && command.hidden !== true)
      .map((command) => toAction(command, platform)),
  }));
  return (
    <Spotlight
      store={paletteStore}
      actions={actions}
      limit={shownAtMost}
      shortcut={null}
      nothingFound={t('palette.nothing')}
      scrollable
      // The page never scrolls, and locking it would add a style element without a nonce.
      lockScroll={false}
      maxHeight={420}
      size={560}
      yOffset={72}
      radius="lg"
      shadow="md"
      transitionProps={{ duration: 120, transition: 'fade' }}
      overlayProps={{ backgroundOpacity: 0.12, blur: 0 }}
      classNames={{ ...classes }}
      attributes={{ content: { 'aria-label': t('commands.palette') } }}
      searchProps={{
        placeholder: t('palette.placeholder'),
        'aria-label': t('palette.placeholder'),
        leftSection: <IconSearch size={16} stroke={1.5} aria-hidden="true" />,
      }}
    />
  );
}

function toAction(command: Command, platform: string) {
  const { icon: CommandIcon } = command;
  return {
    id: command.id,
    label: command.label,
    leftSection: <CommandIcon size={16} stroke={1.5} aria-hidden="true" />,
    rightSection: <Aside command={command} platform={platform} />,
    onClick: command.run,
  };
}

function Aside({ command, platform }: { command: Command; platform: string }) {
  if (command.chosen === true) return <IconCheck size={14} stroke={2} aria-hidden="true" />;
  const keys = command.keys ?? command.pageKeys;
  if (keys !== undefined) return <kbd className={classes['key']}>{keyHint(keys, platform)}</kbd>;
  return <span className="g3 sm">{command.hint}</span>;
}
