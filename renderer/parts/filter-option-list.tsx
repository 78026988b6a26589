import { useEffect, useId, useState } from 'react';
import type { KeyboardEvent, RefObject } from 'react';
import classes from './filter-field.module.css';

export type FilterOption = {
  readonly label: string;
  /** Said beside it. */
  readonly meta: string;
  /** The part of the text that `insert` takes the place of. */
  readonly from: number;
  readonly to: number;
  readonly insert: string;
};

type Place = { readonly text: string; readonly caret: number };

type OptionListInput = {
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly options?: readonly FilterOption[];
  readonly onCaret?: (at: Place) => void;
};

/** A list of completions under a field: arrows choose, Enter and Tab take, Escape closes. */
export function useOptionList(
  { inputRef, options, onCaret }: OptionListInput,
  setText: (text: string) => void,
) {
  const id = useId();
  const [wanted, setWanted] = useState(false);
  const [active, setActive] = useState(-1);
  const [caret, setCaret] = useState<number | null>(null);
  const count = options?.length ?? 0;
  const isOpen = wanted && count > 0;
  // The field takes the new text first; only then has the caret a place in it.
  useEffect(() => {
    if (caret === null) return;
    inputRef.current?.focus();
    inputRef.current?.setSelectionRange(caret, caret);
  }, [caret, inputRef]);

  function follow(input: HTMLInputElement): void {
    if (onCaret === undefined) return;
    setWanted(true);
    setActive(-1);
    setCaret(null);
    onCaret({ text: input.value, caret: input.selectionStart ?? input.value.length });
  }
  function pick({ from, to, insert }: FilterOption, text: string): void {
    const next = text.slice(0, from) + insert + text.slice(to);
    setText(next);
    setActive(-1);
    setCaret(from + insert.length);
    onCaret?.({ text: next, caret: from + insert.length });
  }
  function takeKey(event: KeyboardEvent<HTMLInputElement>, text: string): boolean {
    if (!isOpen) return false;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const option = options?.[active];
    if (by !== undefined) setActive((active + by + count + (active < 0 && by < 0 ? 1 : 0)) % count);
    else if (event.key === 'Escape') setWanted(false);
    else if ((event.key === 'Enter' || event.key === 'Tab') && option !== undefined) pick(option, text);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
  const aria =
    onCaret === undefined
      ? {}
      : ({
          role: 'combobox',
          'aria-autocomplete': 'list',
          'aria-expanded': isOpen,
          'aria-controls': isOpen ? id : undefined,
          'aria-activedescendant': isOpen && active >= 0 ? `${id}${String(active)}` : undefined,
        } as const);
  return { id, active, isOpen, aria, follow, pick, takeKey, close: () => setWanted(false) };
}

type OptionListProps = {
  readonly list: Pick<ReturnType<typeof useOptionList>, 'id' | 'active'>;
  readonly options: readonly FilterOption[];
  readonly onPick: (option: FilterOption) => void;
};

export function OptionList({ list: { id, active }, options, onPick }: OptionListProps) {
  return (
    <ul className={classes.options} id={id} role="listbox">
      {options.map((option, index) => (
        <li
          key={option.label}
          id={`${id}${String(index)}`}
          role="option"
          aria-selected={index === active}
          className={classes.option}
          // The field keeps the focus.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onPick(option)}
        >
          <span className={classes.optionLabel}>{option.label}</span>
          <span className={classes.optionMeta}>{option.meta}</span>
        </li>
      ))}
    </ul>
  );
}
