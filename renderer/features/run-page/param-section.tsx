import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Param, Run } from '#contract/entities.ts';
import { AddButton } from '#renderer/parts/add-button.tsx';
import { Section } from '#renderer/parts/inspector.tsx';
import { KeyValueForm } from '#renderer/parts/key-value-form.tsx';
import { useRunActs } from '../runs/index.ts';
import { toParamTree } from './param-tree.ts';
import type { ParamNode } from './param-tree.ts';
import classes from './run-page.module.css';

type ParamSectionProps = {
  readonly run: Run;
  readonly params: readonly Param[];
  /** Then every group is open: what was found must be seen. */
  readonly isSearched: boolean;
};

/** The params as the tree that their keys make. */
export function ParamSection({ run, params, isSearched }: ParamSectionProps) {
  const { t } = useTranslation();
  const acts = useRunActs();
  const [adding, setAdding] = useState(false);
  return (
    <Section
      title={t('run.params')}
      count={params.length}
      action={
        run.lifecycle === 'active' &&
        !adding && <AddButton label={t('run.logParam')} onClick={() => setAdding(true)} />
      }
    >
      {run.params.length === 0 && !adding && <p className="g3 sm">{t('run.noParams')}</p>}
      <ParamLevel key={String(isSearched)} nodes={toParamTree(params)} level={0} />
      {adding && (
        <KeyValueForm
          onCancel={() => setAdding(false)}
          onSave={(key, value) => acts.logParam(run.runId, key, value)}
        />
      )}
    </Section>
  );
}

function ParamLevel({ nodes, level }: { nodes: readonly ParamNode[]; level: number }) {
  return nodes.map((node) => <ParamItem key={node.path} node={node} level={level} />);
}

function ParamItem({ node, level }: { node: ParamNode; level: number }) {
  const [open, setOpen] = useState(true);
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <>
      {node.value !== null && (
        <dl className={classes.param}>
          <dt translate="no" title={node.path} style={{ paddingLeft: level * 16 }}>
            {node.name}
          </dt>
          <dd translate="no">{node.value}</dd>
        </dl>
      )}
      {node.children.length > 0 && (
        <button
          type="button"
          className={classes.group}
          style={{ paddingLeft: level * 16 }}
          aria-expanded={open}
          title={node.path}
          onClick={() => setOpen(!open)}
        >
          <Chevron size={14} stroke={1.5} aria-hidden="true" />
          {node.name}
        </button>
      )}
      {open && <ParamLevel nodes={node.children} level={level + 1} />}
    </>
  );
}
