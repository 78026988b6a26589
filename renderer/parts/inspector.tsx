import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './inspector.module.css';
import { useReturnFocus } from './use-return-focus.ts';

type InspectorProps = {
  readonly label: string;
  readonly onClose: () => void;
  readonly lead: ReactNode;
  readonly foot?: ReactNode | undefined;
  readonly children: ReactNode;
  /** Takes the focus when it opens: for panels that are forms. */
  readonly autoFocus?: boolean;
};

/** The panel at the right, 360 px: details and forms have their place here instead of in a dialog. */
export function Inspector({ label, onClose, lead, foot, children, autoFocus = false }: InspectorProps) {
  const { t } = useTranslation();
  const root = useRef<HTMLElement>(null);
  useReturnFocus();
  useEffect(() => {
    if (autoFocus) root.current?.querySelector<HTMLElement>('input, textarea')?.focus();
  }, [autoFocus]);
  return (
    <aside
      ref={root}
      className={classes.inspector}
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
      }}
    >
      <header className={classes.head}>
        <div className={classes.lead}>{lead}</div>
        <ActionIcon size={24} aria-label={t('actions.close')} onClick={onClose}>
          <IconX size={16} stroke={1.5} />
        </ActionIcon>
      </header>
      <div className={classes.body}>{children}</div>
      {foot !== undefined && <footer className={classes.foot}>{foot}</footer>}
    </aside>
  );
}

type SectionProps = {
  readonly title: string;
  readonly count?: number;
  readonly action?: ReactNode;
  readonly children: ReactNode;
};

export function Section({ title, count, action, children }: SectionProps) {
  return (
    <section className={classes.section}>
      <header className={classes.sectionHead}>
        <h2>{title}</h2>
        {count !== undefined && count > 0 && <span className="g3 sm">{count}</span>}
        <span className="grow" />
        {action}
      </header>
      {children}
    </section>
  );
}

/** Names and values in two columns. */
export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) => (
        <div key={name} className={classes.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
