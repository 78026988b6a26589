import { ActionIcon } from '@mantine/core';
import { IconFilter, IconX } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { toProblem } from '../bridge/problems.ts';
import { wordProblem } from '../i18n/word-problem.ts';
import classes from './filter-field.module.css';
import type { FilterOption } from './filter-option-list.tsx';
import { OptionList, useOptionList } from './filter-option-list.tsx';
import { StatusGlyph } from './status-glyph.tsx';

type FilterFieldProps = {
  readonly value: string;
  readonly label: string;
  readonly hint: string;
  readonly error: unknown;
  readonly onApply: (filter: string) => void;
  readonly onLeave: () => void;
  readonly inputRef: RefObject<HTMLInputElement | null>;
  /** Words to look for, and not the search language. */
  readonly plain?: boolean;
  /** What the text can go on with at the caret, of which `onCaret` told. */
  readonly options?: readonly FilterOption[];
  readonly onCaret?: (at: { readonly text: string; readonly caret: number }) => void;
};

const settleMs = 300;

/** The search language, or plain words, in one line; what does not parse is underlined where it stands, and said below. */
export function FilterField(props: FilterFieldProps) {
  const { value, label, hint, error, onApply, onLeave, inputRef } = props;
  const { t } = useTranslation();
  const [draft, setDraft] = useState(value);
  const [scroll, setScroll] = useState(0);
  const messageId = useId();
  const list = useOptionList(props, setDraft);
  useDraft(value, draft, setDraft, onApply);
  // The error speaks of the text that was sent: while more is typed it would underline the wrong place.
  const problem = error == null || draft !== value ? null : toProblem(error);

  function clear(): void {
    setDraft('');
    onApply('');
    inputRef.current?.focus();
  }
  return (
    <div className={classes.field}>
      <div className={classes.box} data-wrong={problem === null ? undefined : true} data-plain={props.plain}>
        <IconFilter className={classes.icon} size={14} stroke={1.5} aria-hidden="true" />
        <div className={classes.text}>
          {problem?.code === 'FILTER_SYNTAX' && (
            <Underline
              text={draft}
              position={problem.data.position}
              length={problem.data.length}
              scroll={scroll}
            />
          )}
          <input
            ref={inputRef}
            className={classes.input}
            data-filter
            value={draft}
            spellCheck={false}
            autoComplete="off"
            aria-label={label}
            aria-invalid={problem !== null}
            aria-describedby={problem === null || list.isOpen ? undefined : messageId}
            placeholder={hint}
            {...list.aria}
            onChange={(event) => {
              setDraft(event.currentTarget.value);
              list.follow(event.currentTarget);
            }}
            onClick={(event) => list.follow(event.currentTarget)}
            onBlur={list.close}
            onScroll={(event) => setScroll(event.currentTarget.scrollLeft)}
            onKeyDown={(event) => {
              if (list.takeKey(event, draft)) return;
              if (event.key === 'Enter') onApply(draft.trim());
              if (event.key === 'Escape') onLeave();
            }}
          />
        </div>
        {draft !== '' && (
          <ActionIcon size={24} aria-label={t('actions.clear')} onClick={clear}>
            <IconX size={13} stroke={1.5} />
          </ActionIcon>
        )}
      </div>
      {list.isOpen && (
        <OptionList list={list} options={props.options ?? []} onPick={(option) => list.pick(option, draft)} />
      )}
      {problem !== null && !list.isOpen && (
        <p className={classes.message} id={messageId} role="alert">
          <StatusGlyph shape="failed" size={12} />
          {wordProblem(problem, t)}
        </p>
      )}
    </div>
  );
}

/** Applies what was typed once the typing settles, and follows the address when something else changes it. */
function useDraft(
  value: string,
  draft: string,
  setDraft: (draft: string) => void,
  onApply: (filter: string) => void,
): void {
  const applied = useRef(value);
  const apply = useEffectEvent(() => {
    if (draft.trim() === applied.current) return;
    applied.current = draft.trim();
    onApply(draft.trim());
  });
  useEffect(() => {
    const timer = setTimeout(() => apply(), settleMs);
    return () => clearTimeout(timer);
  }, [draft]);
  useEffect(() => {
    if (value === applied.current) return;
    applied.current = value;
    setDraft(value);
  }, [value, setDraft]);
}

type UnderlineProps = {
  readonly text: string;
  readonly position: number;
  readonly length: number;
  readonly scroll: number;
};

/** The same text below the field, invisible but for the line under the wrong part. */
function Underline({ text, position, length, scroll }: UnderlineProps) {
  const start = Math.min(position, text.length);
  const wrong = text.slice(start, start + Math.max(1, length));
  return (
    <div className={classes.mirror} aria-hidden="true">
      <span style={{ marginLeft: -scroll }}>{text.slice(0, start)}</span>
      <span className={classes.wrong} data-testid="filter-wrong">
        {wrong === '' ? ' ' : wrong}
      </span>
    </div>
  );
}
