import { IconLayoutNavbar } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { usePageCommands } from '../commands/use-page-commands.ts';
import classes from './tab-list.module.css';

type TabListProps<Id> = {
  readonly label: string;
  readonly tabs: readonly { readonly id: Id; readonly label: string }[];
  readonly current: Id;
  readonly onChange: (id: Id) => void;
};

/** Tabs over details; the palette knows them too. One of them is a stop for the tab key; from there arrows go round and choose as they go. */
export function TabList<Id extends string | undefined>(props: TabListProps<Id>) {
  const { label, tabs, current, onChange } = props;
  const { t } = useTranslation();
  usePageCommands(
    tabs.map((tab) => ({
      id: `tab.${tab.id ?? 'first'}`,
      label: t('commands.showTab', { name: tab.label }),
      icon: IconLayoutNavbar,
      chosen: tab.id === current,
      run: () => onChange(tab.id),
    })),
  );
  function step({ key, currentTarget }: KeyboardEvent<HTMLElement>): void {
    if (key !== 'ArrowRight' && key !== 'ArrowLeft') return;
    const by = key === 'ArrowRight' ? 1 : tabs.length - 1;
    const next = (tabs.findIndex(({ id }) => id === current) + by) % tabs.length;
    currentTarget.querySelectorAll<HTMLElement>('[role="tab"]').item(next).focus();
    const tab = tabs[next];
    if (tab !== undefined) onChange(tab.id);
  }
  return (
    <div className={classes.tabs} role="tablist" aria-label={label} onKeyDown={step}>
      {tabs.map(({ id, label: name }) => (
        <button
          key={name}
          type="button"
          role="tab"
          className={classes.tab}
          aria-selected={id === current}
          tabIndex={id === current ? 0 : -1}
          onClick={() => onChange(id)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
