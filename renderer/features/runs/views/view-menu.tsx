import { Button, Menu, TextInput } from '@mantine/core';
import { IconBookmark, IconCheck, IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunsSearch } from '#renderer/search-params.ts';
import type { SavedView } from './use-saved-view.ts';
import { useCopyViewLink } from './use-copy-view-link.ts';
import { useViewActs } from './use-view-acts.ts';
import classes from './view-menu.module.css';

type ViewMenuProps = {
  readonly experimentId: string;
  readonly search: RunsSearch;
  readonly saved: SavedView;
};

/** Which saved view the table shows, whether it was changed since, and what can be done to it. */
export function ViewMenu({ experimentId, search, saved }: ViewMenuProps) {
  const { t } = useTranslation();
  // `left`: a name was being written, and the button takes the focus back.
  const [naming, setNaming] = useState<'new' | 'rename' | 'left' | null>(null);
  const acts = useViewActs(experimentId);
  const copyLink = useCopyViewLink(experimentId);
  const { views, current, isEdited, choose, adopt } = saved;
  const title = current?.name ?? t('runTable.views.all');
  if (naming === 'new' || naming === 'rename') {
    return (
      <NameForm
        start={naming === 'rename' ? title : ''}
        onCancel={() => setNaming('left')}
        onName={(name) => {
          setNaming('left');
          if (naming === 'new') void acts.create(name, search, adopt);
          else if (current !== undefined) void acts.rename(current, name);
        }}
      />
    );
  }
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <Button
          size="compact-xs"
          className={classes.button}
          autoFocus={naming === 'left'}
          leftSection={<IconBookmark size={14} stroke={1.5} />}
          rightSection={<IconChevronDown size={13} stroke={1.5} />}
          aria-label={
            isEdited
              ? t('runTable.views.buttonEdited', { name: title })
              : t('runTable.views.button', { name: title })
          }
        >
          <span className={classes.name}>{title}</span>
          {isEdited && <span className={classes.dot} title={t('runTable.views.edited')} />}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Chosen is={current === undefined} />} onClick={() => choose(null)}>
          {t('runTable.views.all')}
        </Menu.Item>
        {views.map((view) => (
          <Menu.Item
            key={view.viewId}
            leftSection={<Chosen is={view === current} />}
            rightSection={
              view.isDefault && <span className={classes.meta}>{t('runTable.views.default')}</span>
            }
            onClick={() => choose(view)}
          >
            <span className={classes.item} translate="no">
              {view.name}
            </span>
          </Menu.Item>
        ))}
        <Menu.Divider />
        {current !== undefined && isEdited && (
          <>
            <Menu.Item onClick={() => void acts.save(current, search)}>
              {t('runTable.views.save', { name: current.name })}
            </Menu.Item>
            <Menu.Item onClick={() => choose(current)}>{t('runTable.views.reset')}</Menu.Item>
          </>
        )}
        <Menu.Item onClick={() => setNaming('new')}>{t('runTable.views.saveAs')}</Menu.Item>
        {current !== undefined && (
          <>
            <Menu.Item onClick={() => void acts.setDefault(current, !current.isDefault)}>
              {t(current.isDefault ? 'runTable.views.dropDefault' : 'runTable.views.makeDefault')}
            </Menu.Item>
            <Menu.Item onClick={() => copyLink(current.viewId)}>{t('runTable.views.copyLink')}</Menu.Item>
            <Menu.Item onClick={() => setNaming('rename')}>{t('runTable.views.rename')}</Menu.Item>
            <Menu.Item
              onClick={() => {
                choose(null);
                void acts.remove(current);
              }}
            >
              {t('runTable.views.delete')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function Chosen({ is }: { readonly is: boolean }) {
  return <IconCheck size={14} stroke={2} className={classes.check} data-chosen={is || undefined} />;
}

type NameFormProps = {
  readonly start: string;
  readonly onName: (name: string) => void;
  readonly onCancel: () => void;
};

function NameForm({ start, onName, onCancel }: NameFormProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(start);
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (name.trim() !== '') onName(name.trim());
  }
  return (
    <form
      className={classes.form}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
      }}
    >
      <TextInput
        size="xs"
        aria-label={t('runTable.views.name')}
        placeholder={t('runTable.views.name')}
        value={name}
        maxLength={120}
        autoFocus
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" size="compact-xs" variant="filled" disabled={name.trim() === ''}>
        {t('actions.save')}
      </Button>
      <Button size="compact-xs" variant="subtle" onClick={onCancel}>
        {t('actions.cancel')}
      </Button>
    </form>
  );
}
