import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { Inspector } from '#renderer/parts/inspector.tsx';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import classes from './new-experiment-panel.module.css';

export function NewExperimentPanel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { bridge, toasts } = useApp();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const creating = useMutation({
    mutationFn: () => bridge.client.experiments.create({ name: name.trim() }),
    onSuccess: (made) => {
      const { experimentId } = made;
      const undo = (): Promise<void> =>
        bridge.client.experiments.delete({ experimentId }).then(() => undefined);
      toasts.show({ tone: 'done', text: t('toasts.experimentCreated', { name: made.name }), undo });
      void navigate({ to: '/experiments', search: { show: experimentId } });
    },
  });
  return (
    <Inspector
      label={t('experiments.newTitle')}
      lead={<h2 className={classes.title}>{t('experiments.newTitle')}</h2>}
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
        <p className="g2">{t('experiments.newHint')}</p>
        <TextInput
          label={t('experiments.name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {creating.isError && <InlineProblem error={creating.error} />}
        <div className="row">
          <Button type="submit" variant="filled" disabled={name.trim() === '' || creating.isPending}>
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
