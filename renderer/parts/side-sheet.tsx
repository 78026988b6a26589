import { FocusTrap } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Sheet } from '../search-params.ts';
import { Inspector } from './inspector.tsx';
import classes from './side-sheet.module.css';

type SideSheetProps = { readonly title: string; readonly foot?: ReactNode; readonly children: ReactNode };

/** A sheet from the right that belongs to no page; Escape and its cross close it. */
export function SideSheet({ title, foot, children }: SideSheetProps) {
  const close = useCloseSheet();
  return (
    <FocusTrap active>
      <div className={classes.sheet}>
        <Inspector
          label={title}
          lead={<h2 className={classes.title}>{title}</h2>}
          onClose={close}
          foot={foot}
        >
          {children}
        </Inspector>
      </div>
    </FocusTrap>
  );
}

/** Puts a sheet over the page that is open. `about` names what it is about, `version` that model's version. */
export function useOpenSheet(): (sheet: Sheet, about?: string, version?: number) => void {
  const navigate = useNavigate();
  return (sheet, about, version) =>
    void navigate({ to: '.', search: (search) => ({ ...search, sheet, about, version }) });
}

/** Takes the sheet and what it was about out of the address. */
export function useCloseSheet(): () => void {
  const navigate = useNavigate();
  return () =>
    void navigate({
      to: '.',
      search: (search) => ({ ...search, sheet: undefined, about: undefined, version: undefined }),
      replace: true,
    });
}
