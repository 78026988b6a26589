import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import '#renderer/i18n/late/pipeline-list-words.ts';
import { SideSheet, useCloseSheet } from '#renderer/parts/side-sheet.tsx';
import { useAct } from '#renderer/parts/use-act.ts';
import { pipelineListQuery } from '../queries.ts';
import classes from './create.module.css';
import { checkName } from './name-check.ts';
import { NameField } from './name-field.tsx';

/** Gives a pipeline another name: its file moves, pipelines that name it follow, its runs stay where they are. */
export function RenameSheet({ name }: { name: string }) {
  const { t } = useTranslation();
  const { client } = useApp().bridge;
  const act = useAct();
  const close = useCloseSheet();
  const navigate = useNavigate();
  const open = useParams({ strict: false });
  const list = useQuery(pipelineListQuery(client));
  const [next, setNext] = useState(name);
  const to = next.trim();
  const others = (list.data ?? []).map((one) => one.name).filter((one) => one !== name);
  const trouble = checkName(to, others);
  const canRename = trouble === null && to !== name;

  async function rename(): Promise<void> {
    const isDone = await act({
      run: () => client.pipelines.rename({ name, to }),
      done: ({ stillNaming }) =>
        stillNaming.length === 0
          ? t('newPipeline.didRename', { name, to })
          : t('newPipeline.didRenameNamed', { name, to, others: stillNaming.join(', ') }),
      undo: () => client.pipelines.rename({ name: to, to: name }),
    });
    if (!isDone) return;
    if (open.name === name) await navigate({ to: '/pipelines/$name', params: { name: to }, search: {} });
    else close();
  }
  return (
    <SideSheet
      title={t('newPipeline.rename', { name })}
      foot={
        <>
          <Button variant="filled" disabled={!canRename} onClick={() => void rename()}>
            {t('newPipeline.renameNow')}
          </Button>
          <Button variant="subtle" onClick={close}>
            {t('actions.cancel')}
          </Button>
        </>
      }
    >
      <form
        className={classes.body}
        onSubmit={(event) => {
          event.preventDefault();
          if (canRename) void rename();
        }}
      >
        <NameField name={next} trouble={trouble} onChange={setNext} />
        <p className="g2">{t('newPipeline.renameText')}</p>
      </form>
    </SideSheet>
  );
}
