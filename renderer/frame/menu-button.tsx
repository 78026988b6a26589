import { ActionIcon, Tooltip } from '@mantine/core';
import { IconMenu2 } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app-context.ts';

/** Where the system shows no bar of menus, they hang on this button; Alt and F10 lead to it, as they do to a bar. */
export function MenuButton() {
  const { t } = useTranslation();
  const { host } = useApp();
  const button = useRef<HTMLButtonElement>(null);
  useMenuKeys(() => button.current?.focus());
  function open(): void {
    const { left, bottom } = button.current?.getBoundingClientRect() ?? { left: 0, bottom: 0 };
    void host.ask('popupMenu', { x: Math.round(left), y: Math.round(bottom) });
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
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    let isAlone = false;
    const down = (event: KeyboardEvent): void => {
      isAlone = event.key === 'Alt' && !event.ctrlKey && !event.shiftKey && !event.metaKey;
      if (event.key !== 'F10' || event.shiftKey) return;
      event.preventDefault();
      latest.current();
    };
    const up = (event: KeyboardEvent): void => {
      if (event.key === 'Alt' && isAlone) latest.current();
      isAlone = false;
    };
    const other = (): void => {
      isAlone = false;
    };
    window.addEventListener('keydown', down);
    window.addEventListener('keyup', up);
    window.addEventListener('pointerdown', other);
    window.addEventListener('blur', other);
    return () => {
      window.removeEventListener('keydown', down);
      window.removeEventListener('keyup', up);
      window.removeEventListener('pointerdown', other);
      window.removeEventListener('blur', other);
    };
  }, []);
}
