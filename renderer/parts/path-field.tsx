import { Button, TextInput } from '@mantine/core';
import type { TextInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app-context.ts';
import classes from './path-field.module.css';
import { useAskForPath } from './use-ask-for-path.ts';
import type { FileKind } from './use-ask-for-path.ts';

/** `either`: a file or a folder may be meant, and the system has a dialog of its own for each. */
type PathKind = 'file' | 'folder' | 'either' | 'save';

type PathFieldProps = Pick<
  TextInputProps,
  'description' | 'placeholder' | 'onBlur' | 'error' | 'disabled' | 'onKeyDown'
> & {
  readonly label: string;
  readonly value: string;
  readonly onChange: (path: string) => void;
  /** Where a path that was chosen in a dialog means more than one that is being typed. */
  readonly onChoose?: (path: string) => void;
  readonly kind: PathKind;
  readonly files?: readonly FileKind[];
  readonly 'data-autofocus'?: boolean;
};

/** A path on this computer: written, or chosen in the system's dialog where the host has one. */
export function PathField({ kind, files, value, onChange, onChoose = onChange, ...field }: PathFieldProps) {
  const { t } = useTranslation();
  const { host } = useApp();
  const ask = useAskForPath();
  const { label } = field;

  async function browse(wanted: 'file' | 'folder' | 'save'): Promise<void> {
    const path = await ask({ kind: wanted, title: label, files, name: value });
    if (path !== null) onChoose(path);
  }
  const offers =
    kind === 'either'
      ? (['file', 'folder'] as const).map((wanted) => ({ wanted, word: wanted }))
      : [{ wanted: kind, word: 'browse' } as const];
  return (
    <TextInput
      {...field}
      value={value}
      spellCheck={false}
      onChange={(event) => onChange(event.currentTarget.value)}
      inputContainer={(input) =>
        host.capabilities.paths ? (
          <div className={classes.row}>
            {input}
            {offers.map(({ wanted, word }) => (
              <Button
                key={wanted}
                disabled={field.disabled === true}
                aria-label={t(`pathField.${word}For`, { label })}
                onClick={() => void browse(wanted)}
              >
                {t(`pathField.${word}`)}
              </Button>
            ))}
          </div>
        ) : (
          input
        )
      }
    />
  );
}
