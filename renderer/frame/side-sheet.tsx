import { FocusTrap } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Inspector } from '../parts/inspector.tsx';
import classes from './side-sheet.module.css';

/** A sheet from the right that belongs to no page; Escape and its cross close it. */
export function SideSheet({ title, children }: { title: string; children: ReactNode }) {
  const navigate = useNavigate();
  const close = (): void =>
    void navigate({ to: '.', search: (search) => ({ ...search, sheet: undefined }), replace: true });
  return (
    <FocusTrap active>
      <div className={classes.sheet}>
        <Inspector label={title} lead={<h2 className={classes.title}>{title}</h2>} onClose={close}>
          {children}
        </Inspector>
      </div>
    </FocusTrap>
  );
}
