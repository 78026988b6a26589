import { ActionIcon, Button, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconTrash } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import type { RefCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlertEvent } from '#contract/alert-handling.ts';
import { useApp } from '#renderer/app-context.ts';
import { wordActor } from '#renderer/i18n/word-actor.ts';
import { Section } from '#renderer/parts/inspector.tsx';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { formatMoment } from '#renderer/parts/times.ts';
import classes from './alerts.module.css';
import { alertHistoryQuery } from './queries.ts';
import { useAlertActs } from './use-alert-acts.ts';

type AlertHistoryProps = {
  readonly alertId: number;
  readonly model: string;
  readonly commentRef: RefCallback<HTMLTextAreaElement>;
};

/** All that happened to an alert, the oldest first, and the place to say something. */
export function AlertHistory({ alertId, model, commentRef }: AlertHistoryProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { data: events, error } = useQuery(alertHistoryQuery(bridge.client, alertId));
  return (
    <Section title={t('alertDesk.history')}>
      {error !== null && <InlineProblem error={error} />}
      <ol className={classes.history}>
        {events?.map((event, index) => (
          <HistoryLine key={index} event={event} alertId={alertId} model={model} />
        ))}
      </ol>
      <CommentForm alertId={alertId} fieldRef={commentRef} />
    </Section>
  );
}

type HistoryLineProps = { readonly event: AlertEvent; readonly alertId: number; readonly model: string };

function HistoryLine({ event, alertId, model }: HistoryLineProps) {
  const { t } = useTranslation();
  const acts = useAlertActs();
  const { at, kind, text, batchId, commentId } = event;
  return (
    <li className={classes.event}>
      <span className={classes.eventHead}>
        <span className="grow">
          {wordEvent(event, t)}
          {batchId !== null && (
            <>
              {' '}
              <Link
                to="/monitoring/$model"
                params={{ model }}
                search={{ batch: batchId }}
                className={classes.link}
              >
                {t('alerts.batch', { id: batchId })}
              </Link>
            </>
          )}
        </span>
        {commentId !== null && (
          <ActionIcon
            size={24}
            aria-label={t('alertDesk.deleteComment')}
            onClick={() => void acts.deleteComment(alertId, commentId, text ?? '')}
          >
            <IconTrash size={14} stroke={1.5} aria-hidden="true" />
          </ActionIcon>
        )}
        <span className="g3 sm" title={formatMoment(at)}>
          <RelativeTime at={at} />
        </span>
      </span>
      {text !== null && kind !== 'assigned' && !isMachineText(kind) && (
        <span className={classes.eventText} data-comment={commentId !== null || undefined}>
          {text}
        </span>
      )}
    </li>
  );
}

/** What batches bring about is worded here, not by the engine. */
function isMachineText(kind: AlertEvent['kind']): boolean {
  return kind === 'cleared' || kind === 'superseded';
}

function wordEvent({ kind, by, text, until }: AlertEvent, t: TFunction): string {
  const name = by === null ? '' : wordActor(by, t);
  if (kind === 'assigned' && text === null) return t('alertDesk.assignedNobody', { name });
  return t(`alertDesk.events.${kind}`, {
    name,
    to: text ?? '',
    until: until === null ? '' : formatMoment(until).slice(0, 16),
  });
}

type CommentFormProps = {
  readonly alertId: number;
  readonly fieldRef: RefCallback<HTMLTextAreaElement>;
};

function CommentForm({ alertId, fieldRef }: CommentFormProps) {
  const { t } = useTranslation();
  const acts = useAlertActs();
  const [text, setText] = useState('');
  const [isBusy, setBusy] = useState(false);
  const isReady = !isBusy && text.trim() !== '';

  async function send(): Promise<void> {
    if (!isReady) return;
    setBusy(true);
    if (await acts.comment(alertId, text.trim())) setText('');
    setBusy(false);
  }
  return (
    <form
      className={classes.commentForm}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Textarea
        ref={fieldRef}
        className="grow"
        aria-label={t('alertDesk.comment')}
        placeholder={t('alertDesk.commentHint')}
        autosize
        minRows={1}
        maxRows={8}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <Button type="submit" disabled={!isReady}>
        {t('alertDesk.comment')}
      </Button>
    </form>
  );
}
