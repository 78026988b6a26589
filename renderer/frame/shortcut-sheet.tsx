import { useTranslation } from 'react-i18next';
import { useApp } from '../app-context.ts';
import type { Command } from '../commands/command.ts';
import { Section } from '../parts/inspector.tsx';
import { keyHint } from '../parts/key-hints.ts';
import { SideSheet } from '../parts/side-sheet.tsx';
import classes from '../parts/side-sheet.module.css';

type Line = { readonly label: string; readonly keys: readonly string[] };

/** Every key that does something, from the same list that the palette reads. */
export function ShortcutSheet({ commands }: { commands: readonly Command[] }) {
  const { t } = useTranslation();
  const everywhere = commands.flatMap(({ label, keys }) =>
    keys === undefined ? [] : [{ label, keys: [keys] }],
  );
  const here = commands.flatMap(({ label, pageKeys }) =>
    pageKeys === undefined ? [] : [{ label, keys: [pageKeys] }],
  );
  return (
    <SideSheet title={t('shortcuts.title')}>
      {here.length > 0 && (
        <Section title={t('shortcuts.here')}>
          <Lines lines={here} />
        </Section>
      )}
      <Section title={t('shortcuts.everywhere')}>
        <Lines lines={everywhere} />
      </Section>
      <Section title={t('shortcuts.inLists')}>
        <Lines
          lines={[
            { label: t('shortcuts.move'), keys: ['↓ j', '↑ k'] },
            { label: t('shortcuts.open'), keys: ['Enter'] },
            { label: t('shortcuts.inspect'), keys: ['Space'] },
            { label: t('shortcuts.select'), keys: ['x'] },
            { label: t('shortcuts.selectRange'), keys: ['shift+X'] },
            { label: t('shortcuts.expand'), keys: ['→', '←'] },
            { label: t('frame.compare'), keys: ['c'] },
            { label: t('shortcuts.filter'), keys: ['/'] },
            { label: t('shortcuts.new'), keys: ['n'] },
            { label: t('shortcuts.delete'), keys: ['Delete'] },
            { label: t('shortcuts.closeInspector'), keys: ['Esc'] },
          ]}
        />
      </Section>
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
              <kbd key={key} className={classes.key}>
                {keyHint(key, platform)}
              </kbd>
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}
