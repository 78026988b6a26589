import { memo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineageNode } from '#contract/lineage.ts';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import classes from './explorer.module.css';
import { kindOf } from './graph-view.ts';
import type { Group, LineageKind } from './graph-view.ts';
import { lineageIcons } from './lineage-icons.ts';
import { nodeSize } from './layered-layout.ts';
import { LineageState } from './lineage-state.tsx';
import { wordNode } from './word-node.ts';

/** Plain values alone: of hundreds of boxes, those are drawn again of which something changed. */
type BoxPlace = {
  readonly id: string;
  readonly left: number;
  readonly top: number;
  readonly isStop: boolean;
  readonly isDim: boolean;
};

type NodeBoxProps = BoxPlace & {
  readonly node: LineageNode;
  readonly isStart: boolean;
  readonly isChosen: boolean;
};

/** A thing, or what ran. */
export const NodeBox = memo(function NodeBox({ node, isStart, isChosen, ...place }: NodeBoxProps) {
  const { t } = useTranslation();
  const { state } = node;
  return (
    <Box
      {...place}
      kind={kindOf(node)}
      attributes={{
        'data-kind': node.nodeKind,
        'data-start': isStart || undefined,
        'aria-pressed': isChosen,
        title: node.uri,
      }}
      name={
        <span className="ell" translate="no">
          {wordNode(node, t)}
        </span>
      }
      foot={
        <>
          <span>{t(`lineageMap.kinds.${kindOf(node)}`)}</span>
          <span className="grow" />
          {state === null || state === 'COMPLETE' ? (
            <RelativeTime at={node.at} />
          ) : (
            <LineageState state={state} />
          )}
        </>
      }
    />
  );
});

/** Many of one kind: it opens to each of them. */
export const GroupBox = memo(function GroupBox({ group, ...place }: BoxPlace & { readonly group: Group }) {
  const { t } = useTranslation();
  return (
    <Box
      {...place}
      kind={group.kind}
      attributes={{ 'data-kind': 'group', 'aria-expanded': false }}
      name={
        <span className="ell">{t(`lineageMap.many.${group.kind}`, { count: group.members.length })}</span>
      }
      foot={t('lineageMap.openGroup')}
    />
  );
});

type BoxProps = BoxPlace & {
  readonly kind: LineageKind;
  readonly attributes: Readonly<Record<string, string | boolean | undefined>>;
  readonly name: ReactNode;
  readonly foot: ReactNode;
};

function Box({ id, left, top, isStop, isDim, kind, attributes, name, foot }: BoxProps) {
  const BoxIcon = lineageIcons[kind];
  return (
    <button
      type="button"
      {...attributes}
      className={classes.box}
      data-node={id}
      data-dim={isDim || undefined}
      tabIndex={isStop ? 0 : -1}
      style={{ left, top, ...nodeSize }}
    >
      <span className={classes.boxName}>
        <BoxIcon size={14} stroke={1.5} aria-hidden="true" />
        {name}
      </span>
      <span className={classes.boxFoot}>{foot}</span>
    </button>
  );
}
