import {
  IconBell,
  IconCheck,
  IconCube,
  IconDatabase,
  IconFlask,
  IconPlayerPlay,
  IconRoute,
  IconVersions,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundKind, FoundObject } from '#contract/finding.ts';
import { useApp } from '../app-context.ts';
import { AliasTag } from '../parts/alias-tag.tsx';
import { keyHint } from '../parts/key-hints.ts';
import { RelativeTime } from '../parts/relative-time.tsx';
import type { Command } from './command.ts';
import classes from './palette.module.css';
import type { PaletteItem } from './sections.ts';

type PaletteLineProps = {
  readonly id: string;
  readonly item: PaletteItem;
  readonly isChosen: boolean;
  readonly onPoint: () => void;
  readonly onRun: () => void;
};

/** One line: what it is, what belongs to it, and how else it is reached. */
export function PaletteLine({ id, item, isChosen, onPoint, onRun }: PaletteLineProps) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isChosen) line.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  return (
    <div
      ref={line}
      id={id}
      role="option"
      aria-selected={isChosen}
      className={classes.line}
      onMouseMove={onPoint}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onRun}
    >
      {item.kind === 'command' ? <CommandLine command={item.command} /> : <ObjectLine found={item.found} />}
    </div>
  );
}

function CommandLine({ command }: { command: Command }) {
  const { platform } = useApp();
  const { icon: CommandIcon, label, chosen, keys, hint } = command;
  const [key] = keys ?? [];
  return (
    <>
      <CommandIcon size={16} stroke={1.5} aria-hidden="true" />
      <span className={classes.name}>{label}</span>
      <span className="grow" />
      {chosen === true && <IconCheck size={14} stroke={2} aria-hidden="true" />}
      {key === undefined ? (
        <span className={classes.meta}>{hint}</span>
      ) : (
        <kbd className={classes.key} translate="no">
          {keyHint(key, platform)}
        </kbd>
      )}
    </>
  );
}

const icons: Readonly<Record<FoundKind, Icon>> = {
  run: IconPlayerPlay,
  experiment: IconFlask,
  model: IconCube,
  version: IconVersions,
  pipeline: IconRoute,
  dataset: IconDatabase,
  alert: IconBell,
};

function ObjectLine({ found }: { found: FoundObject }) {
  const { t } = useTranslation();
  const { kind, name, id, within, signal, aliases, tag, foundBy, at } = found;
  const KindIcon = icons[kind];
  return (
    <>
      <KindIcon size={16} stroke={1.5} aria-hidden="true" />
      <span className={classes.name} {...(signal === null ? { translate: 'no' } : {})}>
        {signal === null ? name : t(`signals.${signal}`)}
        {kind === 'version' && ` v${id}`}
      </span>
      {aliases.map((alias) => (
        <AliasTag key={alias} alias={alias} />
      ))}
      {within !== null && (
        <span className={classes.meta} translate="no">
          {within}
        </span>
      )}
      {tag !== null && (
        <span className={`${classes.meta} mono`} translate="no">
          {tag}
        </span>
      )}
      {foundBy === 'id' && (
        <span className={`${classes.meta} mono`} translate="no">
          {id.slice(0, 8)}
        </span>
      )}
      <span className="grow" />
      <span className={classes.meta}>{t(`found.${kind}`)}</span>
      {at > 0 && (
        <span className={classes.time}>
          <RelativeTime at={at} />
        </span>
      )}
    </>
  );
}
