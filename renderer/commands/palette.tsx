import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp, useStore } from '../app-context.ts';
import type { Command } from './command.ts';
import classes from './palette.module.css';
import { PaletteLine } from './palette-line.tsx';
import { closePalette, paletteStore } from './palette-store.ts';
import { placeOfFound } from './place-of-found.ts';
import { buildSections } from './sections.ts';
import type { PaletteItem } from './sections.ts';
import { listVisibleActions } from './visible-actions.ts';

/** Everything by name: type a few letters, Enter does it or opens it. */
export function Palette({ commands }: { commands: readonly Command[] }) {
  return useStore(paletteStore) ? <OpenPalette commands={commands} /> : null;
}

function OpenPalette({ commands }: { commands: readonly Command[] }) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState('');
  const search = useObjects(typed);
  // The page is looked at once: nothing on it changes while the palette lies over it.
  const [visible] = useState(() => listVisibleActions(document, commands));
  const sections = buildSections([...commands, ...visible], search.objects, typed);
  const items = sections.flatMap((section) => section.items);
  const choice = useChoice(items, typed, search.isBehind);
  const id = useId();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={classes.palette}
      aria-label={t('commands.palette')}
      onClose={closePalette}
      onClick={(event) => {
        if (event.target === event.currentTarget) closePalette();
      }}
    >
      <div className={classes.search}>
        <IconSearch size={16} stroke={1.5} aria-hidden="true" />
        <input
          autoFocus
          className={classes.input}
          role="combobox"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={choice.chosen === undefined ? undefined : `${id}-${choice.chosen.id}`}
          aria-autocomplete="list"
          aria-label={t('palette.placeholder')}
          placeholder={t('palette.placeholder')}
          spellCheck={false}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={choice.onKeyDown}
        />
      </div>
      <div className={classes.list} role="listbox" id={`${id}-list`} aria-label={t('commands.palette')}>
        {sections.map((section) => (
          <div key={section.id} role="group" aria-label={t(`palette.${section.id}`)}>
            <div className={classes.group} aria-hidden="true">
              {t(`palette.${section.id}`)}
            </div>
            {section.items.map((item) => (
              <PaletteLine
                key={item.id}
                id={`${id}-${item.id}`}
                item={item}
                isChosen={item === choice.chosen}
                onPoint={() => choice.choose(item)}
                onRun={() => choice.run(item)}
              />
            ))}
          </div>
        ))}
      </div>
      {items.length === 0 && (
        <p className={classes.empty} role="status">
          {search.isBehind ? t('palette.searching') : t('palette.nothing')}
        </p>
      )}
    </dialog>
  );
}

/** What fits, from the engine. `isBehind` while what is shown was found for other letters. */
function useObjects(typed: string) {
  const { bridge } = useApp();
  const query = typed.trim();
  const found = useQuery({
    queryKey: ['finding', query],
    queryFn: ({ signal }) =>
      bridge.client.finding.objects({ query, maxResults: query === '' ? 8 : 20 }, { signal }),
    staleTime: 0,
    gcTime: 30_000,
    placeholderData: keepPreviousData,
    retry: false,
  });
  return { objects: found.data?.objects ?? [], isBehind: found.isPending || found.isPlaceholderData };
}

/** Which line Enter takes: the first until arrows say otherwise. Enter before the engine has answered waits for it. */
function useChoice(items: readonly PaletteItem[], typed: string, isBehind: boolean) {
  const navigate = useNavigate();
  const [place, setPlace] = useState({ typed, index: 0 });
  const awaited = useRef<string | null>(null);
  const index = place.typed === typed ? Math.min(place.index, Math.max(0, items.length - 1)) : 0;
  const chosen = items[index];

  function run(item: PaletteItem): void {
    closePalette();
    if (item.kind === 'command') item.command.run();
    else void navigate(placeOfFound(item.found));
  }
  const runAwaited = useEffectEvent(() => {
    awaited.current = null;
    if (chosen !== undefined) run(chosen);
  });
  useEffect(() => {
    if (!isBehind && awaited.current === typed) runAwaited();
  }, [typed, isBehind]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move !== undefined && items.length > 0)
      setPlace({ typed, index: (index + move + items.length) % items.length });
    else if (event.key === 'Enter' && isBehind && chosen?.kind !== 'command') awaited.current = typed;
    else if (event.key === 'Enter' && chosen !== undefined) run(chosen);
    else return;
    event.preventDefault();
  }
  return {
    chosen,
    onKeyDown,
    run,
    choose: (item: PaletteItem) => setPlace({ typed, index: items.indexOf(item) }),
  };
}
