import { ActionIcon, Tooltip } from '@mantine/core';
import { IconFocusCentered, IconMap, IconMaximize, IconMinus, IconPlus } from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { useStore } from '@xyflow/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { numberFormat } from '../intl-formats.ts';
import { useLocale } from '../use-locale.ts';
import type { FlowHandle } from './flow-handle.ts';
import classes from './flow.module.css';

const step = 1.25;

type FlowBarProps = {
  readonly handle: FlowHandle;
  readonly selection: readonly string[];
  readonly hasMap: boolean;
  readonly onToggleMap: () => void;
  readonly children: ReactNode;
};

/** How large the graph is, and what is seen of it. */
export function FlowBar({ handle, selection, hasMap, onToggleMap, children }: FlowBarProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.bar} role="toolbar" aria-label={t('pipelineCanvas.view')}>
      <BarButton label={t('actions.smaller')} icon={IconMinus} onClick={() => handle.zoomBy(1 / step)} />
      <Percent />
      <BarButton label={t('actions.larger')} icon={IconPlus} onClick={() => handle.zoomBy(step)} />
      <span className={classes.rule} />
      <BarButton label={t('pipelineCanvas.fit')} icon={IconMaximize} onClick={() => handle.fit()} />
      {selection.length > 0 && (
        <BarButton
          label={t('pipelineCanvas.fitSelection')}
          icon={IconFocusCentered}
          onClick={() => handle.fit(selection)}
        />
      )}
      <BarButton label={t('pipelineCanvas.map')} icon={IconMap} isOn={hasMap} onClick={onToggleMap} />
      {children}
    </div>
  );
}

type BarButtonProps = {
  readonly label: string;
  readonly icon: Icon;
  readonly isOn?: boolean;
  readonly onClick: () => void;
};

function BarButton({ label, icon: Drawing, isOn, onClick }: BarButtonProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        size={24}
        aria-label={label}
        {...(isOn === undefined ? {} : { 'aria-pressed': isOn })}
        onClick={onClick}
      >
        <Drawing size={14} stroke={1.5} />
      </ActionIcon>
    </Tooltip>
  );
}

function Percent() {
  const locale = useLocale();
  const zoom = useStore(({ transform }) => Math.round(transform[2] * 100));
  return (
    <span className={classes.percent}>{numberFormat(locale, { style: 'percent' }).format(zoom / 100)}</span>
  );
}
