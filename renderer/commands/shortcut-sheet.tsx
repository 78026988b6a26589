import { useTranslation } from 'react-i18next';
import { useApp } from '../app-context.ts';
import { Section } from '../parts/inspector.tsx';
import { keyHint } from '../parts/key-hints.ts';
import { SideSheet } from '../parts/side-sheet.tsx';
import classes from '../parts/side-sheet.module.css';
import type { Command } from './command.ts';
import { keyTable } from './key-table.ts';

type Line = { readonly label: string; readonly keys: readonly string[] };

/** Every key that does something: those of commands as the palette lists them, and those of the table. */
export function ShortcutSheet({ commands }: { commands: readonly Command[] }) {
  const { t } = useTranslation();
  const withKeys = commands.filter(({ keys = [] }) => keys.length > 0);
  const toLines = (isOfPage: boolean): readonly Line[] =>
    withKeys
      .filter(({ group }) => (group === 'page') === isOfPage)
      .map(({ label, keys = [] }) => ({ label, keys }));
  const ofPage = toLines(true);
  return (
    <SideSheet title={t('commands.shortcuts')}>
      {/* Nothing else in here takes the focus, and the keyboard has to scroll it. */}
      <div role="group" aria-label={t('commands.shortcuts')} tabIndex={0}>
        {ofPage.length > 0 && (
          <Section title={t('palette.page')}>
            <Lines lines={ofPage} />
          </Section>
        )}
        <Section title={t('shortcuts.everywhere')}>
          <Lines lines={toLines(false)} />
        </Section>
        {keyTable.map(({ id, lines }) => (
          <Section key={id} title={t(`shortcuts.places.${id}`)}>
            <Lines lines={lines.map(({ says, keys }) => ({ label: t(`shortcuts.${says}`), keys }))} />
          </Section>
        ))}
      </div>
    </SideSheet>
  );
}

function Lines({ lines }: { lines: readonly Line[] }) {
  const { platform } = useApp();
  return (
    <ul className={classes.list}>
      {lines.map(({ label, keys }) => (
        <li key={label} className={classes.line}>
          <span>{label}</span>
          <span className={classes.keys}>
            {keys.map((key) => (
              <kbd key={key} className={classes.key} translate="no">
                {keyHint(key, platform)}
              </kbd>
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}
