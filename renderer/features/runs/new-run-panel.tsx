import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { Inspector } from '#renderer/parts/inspector.tsx';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import classes from './run-panel.module.css';

const route = getRouteApi('/experiments/$experimentId');

/** A run logged by hand. */
export function NewRunPanel({ experimentId, onClose }: { experimentId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { bridge, toasts } = useApp();
  const navigate = route.useNavigate();
  const [name, setName] = useState('');
  const [parent, setParent] = useState('');
  const creating = useMutation({
    mutationFn: () =>
      bridge.client.runs.create({
        experimentId,
        ...(name.trim() === '' ? {} : { name: name.trim() }),
        ...(parent.trim() === '' ? {} : { parentRunId: parent.trim() }),
      }),
    onSuccess: ({ runId, name: given }) => {
      const undo = (): Promise<void> => bridge.client.runs.delete({ runId }).then(() => undefined);
      toasts.show({ tone: 'done', text: t('toasts.runCreated', { name: given }), undo });
      void navigate({ search: (now) => ({ ...now, panel: undefined, run: runId }) });
    },
  });
  return (
    <Inspector
      label={t('runs.newTitle')}
      lead={<h2 className={classes.title}>{t('runs.newTitle')}</h2>}
      onClose={onClose}
      autoFocus
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          creating.mutate();
        }}
      >
        <p className="g2">{t('runs.newHint')}</p>
        <TextInput
          label={t('runs.name')}
          description={t('runs.nameHint')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('runs.parent')}
          value={parent}
          onChange={(event) => setParent(event.currentTarget.value)}
        />
        {creating.isError && <InlineProblem error={creating.error} />}
        <div className="row">
          <Button type="submit" variant="filled" disabled={creating.isPending}>
            {t('actions.create')}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            {t('actions.cancel')}
          </Button>
        </div>
      </form>
    </Inspector>
  );
}
