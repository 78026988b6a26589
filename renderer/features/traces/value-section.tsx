import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { Section } from '#renderer/parts/inspector.tsx';
import { JsonView, jsonText } from './json-view.tsx';
import { messagesOf } from './trace-facts.ts';
import type { Message } from './trace-facts.ts';
import classes from './value-section.module.css';

/** What went into a span or came out of it: a conversation as one reads it, and anything as JSON. */
export function ValueSection({ title, value }: { title: string; value: unknown }) {
  const { t } = useTranslation();
  const [asJson, setAsJson] = useState(false);
  const messages = messagesOf(value);
  if (value === undefined) {
    return (
      <Section title={title}>
        <p className="g3 sm">{t('traces.none')}</p>
      </Section>
    );
  }
  return (
    <Section
      title={title}
      action={
        <span className={classes.tools}>
          {messages.length > 0 && (
            <Button
              variant="subtle"
              size="compact-xs"
              aria-pressed={asJson}
              onClick={() => setAsJson(!asJson)}
            >
              JSON
            </Button>
          )}
          <CopyButton text={jsonText(value)} label={`${t('actions.copy')}: ${title}`} />
        </span>
      }
    >
      {messages.length > 0 && !asJson ? (
        <Conversation messages={messages} />
      ) : (
        <JsonView value={value} label={title} />
      )}
    </Section>
  );
}

function Conversation({ messages }: { messages: readonly Message[] }) {
  return (
    <dl className={classes.conversation}>
      {messages.map(({ role, content }, index) => (
        <div key={index} className={classes.message}>
          <dt className={classes.role}>{role}</dt>
          <dd className={classes.content}>{content}</dd>
        </div>
      ))}
    </dl>
  );
}
