import { ActionIcon, Tooltip } from '@mantine/core';
import { IconMenu2 } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app-context.ts';
import { useShellAct } from '../desktop/use-shell-act.ts';

/** Where the system shows no bar of menus, they hang on this button; Alt and F10 lead to it, as they do to a bar. */
export function MenuButton() {
  const { t } = useTranslation();
  const { host } = useApp();
  const shellAct = useShellAct();
  const button = useRef<HTMLButtonElement>(null);
  useMenuKeys(() => button.current?.focus());
  function open(): void {
    const { left, bottom } = button.current?.getBoundingClientRect() ?? { left: 0, bottom: 0 };
    const x = Math.round(left);
    const y = Math.round(bottom);
    shellAct(() => host.ask('popupMenu', { x, y }));
  }
  return (
    <Tooltip label={`${t('frame.menu')} (F10)`}>
      <ActionIcon
        ref={button}
        aria-label={t('frame.menu')}
        aria-haspopup="menu"
        aria-keyshortcuts="F10"
        onClick={open}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') open();
        }}
      >
        <IconMenu2 size={18} stroke={1.5} />
      </ActionIcon>
    </Tooltip>
  );
}

/** Calls `act` for F10, and for Alt that was pressed and let go with nothing in between. */
function useMenuKeys(act: () => void): void {
  const run = useEffectEvent(act);
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    let isAlone = false;
    const down = (event: KeyboardEvent): void => {
      isAlone = event.key === 'Alt' && !event.ctrlKey && !event.shiftKey && !event.metaKey;
      if (event.key !== 'F10' || event.shiftKey) return;
      event.preventDefault();
      run();
    };
    const up = (event: KeyboardEvent): void => {
      if (event.key === 'Alt' && isAlone) run();
      isAlone = false;
    };
    const other = (): void => {
      isAlone = false;
    };
    window.addEventListener('keydown', down, { signal });
    window.addEventListener('keyup', up, { signal });
    window.addEventListener('pointerdown', other, { signal });
    window.addEventListener('blur', other, { signal });
    return () => listening.abort();
  }, []);
}
