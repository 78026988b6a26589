import { TextInput } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './canvas.module.css';

export type PickerOption = {
  readonly id: string;
  readonly title: string;
  readonly about: string | null;
  readonly icon: Icon | null;
};

type PickerProps = {
  readonly label: string;
  /** In the window. */
  readonly at: { readonly x: number; readonly y: number };
  readonly initial?: string;
  /** What fits what was typed, the likeliest first. */
  readonly optionsFor: (typed: string) => readonly PickerOption[];
  readonly onPick: (id: string) => void;
  readonly onClose: () => void;
};

const width = 260;
const height = 300;

/** A field with a list below it, at a place of the canvas: type, choose with the arrows, Enter. */
export function Picker({ label, at, initial = '', optionsFor, onPick, onClose }: PickerProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(initial);
  const [marked, setMarked] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const listId = useId();
  useEffect(() => field.current?.select(), []);
  const options = optionsFor(typed);
  const current = options[Math.min(marked, options.length - 1)];
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setMarked((now) => (now + step + options.length) % Math.max(1, options.length));
    else if (event.key === 'Enter' && current !== undefined) onPick(current.id);
    else if (event.key === 'Escape' || event.key === 'Tab') onClose();
    else return;
    event.preventDefault();
  };
  const place = {
    left: Math.max(8, Math.min(at.x, window.innerWidth - width - 8)),
    top: Math.max(8, Math.min(at.y, window.innerHeight - height - 8)),
    width,
  };
  return (
    <div
      className={classes.picker}
      style={place}
      role="dialog"
      aria-label={label}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) onClose();
      }}
    >
      <TextInput
        ref={field}
        autoFocus
        label={label}
        value={typed}
        role="combobox"
        aria-expanded
        aria-controls={listId}
        {...(current === undefined
          ? {}
          : { 'aria-activedescendant': `${listId} ${current.id}`.replaceAll(' ', '-') })}
        onChange={({ currentTarget: { value } }) => {
          setTyped(value);
          setMarked(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={listId} className={classes.options} role="listbox" aria-label={label}>
        {options.map((option) => (
          <Option
            key={option.id}
            id={`${listId} ${option.id}`.replaceAll(' ', '-')}
            option={option}
            isMarked={option === current}
            onPick={() => onPick(option.id)}
          />
        ))}
      </ul>
      {options.length === 0 && (
        <p className={classes.noOption} role="status">
          {t('pipelineCanvas.ask.none')}
        </p>
      )}
    </div>
  );
}

type OptionProps = {
  readonly id: string;
  readonly option: PickerOption;
  readonly isMarked: boolean;
  readonly onPick: () => void;
};

function Option({ id, option: { title, about, icon: Drawing }, isMarked, onPick }: OptionProps) {
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isMarked) line.current?.scrollIntoView({ block: 'nearest' });
  }, [isMarked]);
  return (
    <li
      ref={line}
      id={id}
      role="option"
      aria-selected={isMarked}
      className={classes.option}
      // The field keeps the keyboard until something was chosen.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPick}
    >
      {Drawing !== null && <Drawing size={15} stroke={1.5} aria-hidden="true" />}
      <span className={classes.optionTitle}>{title}</span>
      {about !== null && <span className={classes.optionAbout}>{about}</span>}
    </li>
  );
}
