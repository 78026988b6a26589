import { Button, Checkbox, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataPlace } from '#contract/desktop-tools.ts';
import { useApp } from '#renderer/app-context.ts';
import { formatBytes, formatCount } from '#renderer/parts/numbers.ts';
import table from '#renderer/parts/plain-table.module.css';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { StatusGlyph } from '#renderer/parts/status-glyph.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import settings from '../settings.module.css';
import classes from './desktop.module.css';

/** What goes is ticked, what will happen is said, and a word is written: there is no way back. */
export function RemoveForm({ places }: { places: readonly DataPlace[] }) {
  const { t } = useTranslation();
  const { bridge, host } = useApp();
  const locale = useLocale();
  const [kept, setKept] = useState<ReadonlySet<string>>(
    () => new Set(places.filter(({ kind }) => kind === 'workspace').map(({ path }) => path)),
  );
  const [written, setWritten] = useState('');
  const form = useRef<HTMLFormElement>(null);
  // It opens below the button, which is the last thing on the page.
  useEffect(() => form.current?.scrollIntoView({ block: 'nearest' }), []);
  const going = places.filter(({ path }) => !kept.has(path));
  const workspaces = going.filter(({ kind }) => kind === 'workspace').length;
  const size = formatBytes(
    going.reduce((sum, { bytes }) => sum + bytes, 0),
    locale,
  );
  const word = t('computer.confirmWord');
  const removing = useMutation({
    mutationFn: async () => {
      const order = { places: going.map(({ path }) => path) };
      await (host.capabilities.program ? host.ask('removeData', order) : bridge.client.app.removeData(order));
    },
  });
  const isReady = going.length > 0 && written.trim().toLocaleLowerCase() === word;
  function toggle(path: string): void {
    const next = new Set(kept);
    if (!next.delete(path)) next.add(path);
    setKept(next);
  }
  if (removing.isSuccess)
    return (
      <p className={classes.box} role="status">
        {t('computer.removed')}
      </p>
    );
  return (
    <form
      ref={form}
      className={classes.box}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && !removing.isPending) removing.mutate();
      }}
    >
      <PlaceTable places={places} kept={kept} onToggle={toggle} />
      <p className="g3 sm">{t('computer.workspaceHint')}</p>
      <p className={classes.warning} role="status">
        {going.length > 0 && <StatusGlyph shape="warning" />}
        <span>
          {going.length === 0
            ? t('computer.nothingGoes')
            : t('computer.willGo', { count: going.length, size })}{' '}
          {workspaces > 0 && t('computer.withWorkspaces', { count: workspaces })}
        </span>
      </p>
      <TextInput
        className={classes.word}
        label={t('computer.confirm', { word })}
        value={written}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setWritten(event.currentTarget.value)}
      />
      {removing.isError && <InlineProblem error={removing.error} />}
      <div>
        <Button type="submit" data-danger disabled={!isReady || removing.isPending}>
          {removing.isPending ? t('computer.removing') : t('computer.removeNow', { size })}
        </Button>
      </div>
    </form>
  );
}

type PlaceTableProps = {
  readonly places: readonly DataPlace[];
  readonly kept: ReadonlySet<string>;
  readonly onToggle: (path: string) => void;
};

function PlaceTable({ places, kept, onToggle }: PlaceTableProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <table className={`${table.table ?? ''} ${classes.places ?? ''}`} aria-label={t('computer.places')}>
      <thead>
        <tr>
          <th scope="col">{t('computer.place')}</th>
          <th scope="col" className={table.right}>
            {t('computer.size')}
          </th>
          <th scope="col" className={table.right}>
            {t('computer.files')}
          </th>
        </tr>
      </thead>
      <tbody>
        {places.map(({ kind, path, bytes, files, isOpen }) => (
          <tr key={path}>
            <th scope="row">
              <Checkbox
                aria-label={t('computer.goes', { kind: t(`computer.placeKinds.${kind}`), path })}
                label={
                  <>
                    {t(`computer.placeKinds.${kind}`)}
                    {isOpen && <span className="g3">, {t('computer.isOpen')}</span>}
                    <span
                      className={`mono g3 ${settings.path ?? ''} ${classes.placePath ?? ''}`}
                      translate="no"
                    >
                      {path}
                    </span>
                  </>
                }
                checked={!kept.has(path)}
                onChange={() => onToggle(path)}
              />
            </th>
            <td className={table.right}>{formatBytes(bytes, locale)}</td>
            <td className={`g3 ${table.right ?? ''}`}>{formatCount(files, locale)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
