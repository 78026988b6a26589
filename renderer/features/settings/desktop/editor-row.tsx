import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditorChoice, EditorStatus } from '#contract/editors.ts';
import { useApp } from '#renderer/app-context.ts';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { editorQuery, wordEditor } from '#renderer/parts/use-text-editor.ts';
import { SettingRow } from '../setting-row.tsx';
import classes from './desktop.module.css';
import { LookedFor } from './looked-for.tsx';

const own = 'command';

/** What code and pipeline files are opened in, for this user on this computer. */
export function EditorRow() {
  const { t } = useTranslation();
  const { client } = useApp().bridge;
  const query = { ...editorQuery(client), staleTime: 0 };
  const { data, error } = useQuery(query);
  if (data !== undefined)
    return (
      // Once there is something that can have the focus.
      <LookedFor name="editor">
        <Chooser status={data} />
      </LookedFor>
    );
  return (
    <SettingRow label={t('computer.editor')} hint={t('computer.editorHint')}>
      {error === null ? <StillBars rows={1} /> : <InlineProblem error={error} />}
    </SettingRow>
  );
}

function Chooser({ status }: { status: EditorStatus }) {
  const { t } = useTranslation();
  const { client } = useApp().bridge;
  const queryClient = useQueryClient();
  const { choice, opens } = status;
  const [isOwn, setOwn] = useState(choice.kind === own);
  const choosing = useMutation({
    mutationFn: (next: EditorChoice) => client.editor.choose({ choice: next }),
    onSuccess: (next) => queryClient.setQueryData(editorQuery(client).queryKey, next),
  });
  const trying = useMutation({
    mutationFn: (next: EditorChoice | null) => client.editor.tryOut(next === null ? {} : { choice: next }),
  });
  function pick(value: string): void {
    trying.reset();
    choosing.reset();
    setOwn(value === own);
    if (value === 'automatic') choosing.mutate({ kind: 'automatic' });
    const editor = status.found.find(({ id }) => id === value);
    if (editor !== undefined) choosing.mutate({ kind: 'editor', id: editor.id });
  }
  const isBusy = choosing.isPending || trying.isPending;
  const known = choosing.error ?? trying.error;
  return (
    <>
      <SettingRow label={t('computer.editor')} hint={t('computer.editorHint')}>
        <div className={classes.acts}>
          <NativeSelect
            aria-label={t('computer.editor')}
            value={isOwn ? own : valueOf(choice)}
            data={optionsOf(status, t('computer.editorAutomatic'), t('computer.editorOwn'), (editor) =>
              wordEditor(editor, t),
            )}
            onChange={(event) => pick(event.currentTarget.value)}
          />
          {!isOwn && opens !== null && (
            <Button disabled={isBusy} onClick={() => trying.mutate(null)}>
              {t('computer.editorTry')}
            </Button>
          )}
        </div>
      </SettingRow>
      {isOwn && (
        <OwnCommand
          start={choice.kind === own ? choice.command : ''}
          isBusy={isBusy}
          isKept={(command) => choice.kind === own && choice.command === command}
          onKeep={(command) => {
            trying.reset();
            choosing.mutate({ kind: own, command });
          }}
          onTry={(command) => {
            choosing.reset();
            trying.mutate({ kind: own, command });
          }}
        />
      )}
      <div className={classes.below} role="status">
        {known !== null && <InlineProblem error={known} />}
        {known === null && trying.data !== undefined && (
          <StateLabel shape="finished">
            {t('computer.editorTried', { editor: trying.data.editor, file: trying.data.file })}
          </StateLabel>
        )}
        {known === null && <Remarks status={status} isOwn={isOwn} />}
      </div>
    </>
  );
}

function valueOf(choice: EditorChoice): string {
  return choice.kind === 'editor' ? choice.id : choice.kind;
}

/** An editor that was chosen and is gone stays in the list, so that it can be seen. */
function optionsOf(
  { choice, found, gone }: EditorStatus,
  automatic: string,
  ownWords: string,
  word: (editor: EditorStatus['found'][number]) => string,
): { value: string; label: string }[] {
  const options = found.map((editor) => ({ value: editor.id as string, label: capital(word(editor)) }));
  if (choice.kind === 'editor' && !found.some(({ id }) => id === choice.id))
    options.push({ value: choice.id, label: gone ?? choice.id });
  return [{ value: 'automatic', label: automatic }, ...options, { value: own, label: ownWords }];
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

type OwnCommandProps = {
  readonly start: string;
  readonly isBusy: boolean;
  readonly isKept: (command: string) => boolean;
  readonly onKeep: (command: string) => void;
  readonly onTry: (command: string) => void;
};

function OwnCommand({ start, isBusy, isKept, onKeep, onTry }: OwnCommandProps) {
  const { t } = useTranslation();
  const [command, setCommand] = useState(start);
  return (
    <form
      className={classes.below}
      onSubmit={(event) => {
        event.preventDefault();
        onKeep(command);
      }}
    >
      <TextInput
        label={t('computer.editorCommand')}
        description={t('computer.editorCommandHint')}
        placeholder="code --goto {file}:{line}"
        classNames={{ input: 'mono' }}
        spellCheck={false}
        autoFocus={start === ''}
        value={command}
        onChange={(event) => setCommand(event.currentTarget.value)}
      />
      <div className={classes.acts}>
        <Button disabled={isBusy || command.trim() === ''} onClick={() => onTry(command)}>
          {t('computer.editorTry')}
        </Button>
        <Button type="submit" variant="filled" disabled={isBusy || isKept(command)}>
          {t(isKept(command) ? 'computer.editorKept' : 'computer.editorKeep')}
        </Button>
      </div>
    </form>
  );
}

/** What opens files now, and what `VISUAL` or `EDITOR` has to do with it. */
function Remarks({ status, isOwn }: { status: EditorStatus; isOwn: boolean }) {
  const { t } = useTranslation();
  const { choice, opens, variable, gone } = status;
  if (isOwn)
    return choice.kind === own && gone !== null ? (
      <StateLabel shape="warning">{t('computer.editorProgramGone', { program: gone })}</StateLabel>
    ) : null;
  if (opens === null)
    return (
      <StateLabel shape="warning">
        {t(choice.kind === 'editor' ? 'computer.editorGone' : 'computer.editorNone')}
      </StateLabel>
    );
  if (choice.kind !== 'automatic') return null;
  return (
    <p className="g2 sm">
      {t('computer.editorNow', { editor: wordEditor(opens, t) })}
      {variable !== null && ` ${t(`computer.editorVariable.${variable.state}`, variable)}`}
    </p>
  );
}
