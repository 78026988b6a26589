import { ActionIcon, Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconArchive, IconArchiveOff, IconArrowBackUp, IconTrash } from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MetricTrend, RegisteredModel } from '#contract/registry.ts';
import { formatCount, formatMetric } from '#renderer/parts/numbers.ts';
import table from '#renderer/parts/plain-table.module.css';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { useOpenSheet } from '#renderer/parts/side-sheet.tsx';
import { Sparkline } from '#renderer/parts/sparkline.tsx';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import type { ModelLine } from './model-lines.ts';
import classes from './models.module.css';
import { ServingLabel } from './serving-label.tsx';
import { useModelActs } from './use-model-acts.ts';

/** What the row of a model can do, by its buttons and by keys. */
export function useRowActs(onDelete: (model: RegisteredModel) => void) {
  const openSheet = useOpenSheet();
  const acts = useModelActs();
  return {
    rollback: (model: RegisteredModel | undefined): void => {
      if (model !== undefined && model.rollbackTo !== null) openSheet('rollback', model.name);
    },
    /** Out of the list, or back into it. */
    archive: (model: RegisteredModel | undefined): void => {
      if (model !== undefined) void (model.isArchived ? acts.restore(model.name) : acts.archive(model.name));
    },
    remove: onDelete,
  };
}

type ModelRowProps = { readonly line: ModelLine; readonly acts: ReturnType<typeof useRowActs> };

export function ModelRow({ line, acts }: ModelRowProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { model, challenger, openAlerts, serving } = line;
  const { champion } = model;
  return (
    <tr>
      <th scope="row" className={`${table.wide ?? ''} ${classes.nameCell ?? ''}`}>
        <Link
          to="/models/$name"
          params={{ name: model.name }}
          className={table.link}
          data-row={model.name}
          translate="no"
        >
          {model.name}
        </Link>
      </th>
      <td>
        {champion === null ? (
          <span className="g3">{t('models.none')}</span>
        ) : (
          <span className={classes.version}>
            {t('models.v', { version: champion.version.version })}
            <span className="g3 sm">
              <RelativeTime at={champion.since} />
            </span>
          </span>
        )}
      </td>
      <td>{challenger === null ? <span className="g3">–</span> : t('models.v', { version: challenger })}</td>
      <td className={table.right}>{formatCount(model.versionCount, locale)}</td>
      <td>
        <ServingLabel state={serving} />
      </td>
      <td>
        {openAlerts > 0 ? (
          <Link to="/alerts" search={{}} className={table.link}>
            <StateLabel shape="warning">{t('registry.health.open', { count: openAlerts })}</StateLabel>
          </Link>
        ) : champion === null ? (
          <span className="g3">–</span>
        ) : (
          <StateLabel shape="finished">{t('registry.health.quiet')}</StateLabel>
        )}
      </td>
      <td className={table.right}>
        <Trend trend={model.trend} />
      </td>
      <td className={`${table.right ?? ''} ${classes.whenWide ?? ''} g3`}>
        <RelativeTime at={model.updatedAt} />
      </td>
      <td className={classes.rowActs}>
        {model.rollbackTo !== null && !model.isArchived && (
          <RowAct
            label={t('registry.rollbackOf', { name: model.name, version: model.rollbackTo })}
            sign={IconArrowBackUp}
            onClick={() => acts.rollback(model)}
          />
        )}
        <RowAct
          label={t(model.isArchived ? 'registry.restoreOf' : 'registry.archiveOf', { name: model.name })}
          sign={model.isArchived ? IconArchiveOff : IconArchive}
          onClick={() => acts.archive(model)}
        />
        {model.isArchived && (
          <RowAct
            label={t('registry.deleteOf', { name: model.name })}
            sign={IconTrash}
            onClick={() => acts.remove(model)}
          />
        )}
      </td>
    </tr>
  );
}

type RowActProps = { readonly label: string; readonly sign: Icon; readonly onClick: () => void };

function RowAct({ label, sign: Sign, onClick }: RowActProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon size={24} aria-label={label} onClick={onClick}>
        <Sign size={16} stroke={1.5} />
      </ActionIcon>
    </Tooltip>
  );
}

/** The telling figure of the newest version that has it, after its course over the versions. */
function Trend({ trend }: { trend: MetricTrend | null }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const last = trend?.points.at(-1);
  if (trend === null || last === undefined) return <span className="g3">–</span>;
  const name = trend.split === '' ? trend.key : `${trend.split}/${trend.key}`;
  return (
    <span className={classes.trend}>
      <span className={`${classes.trendName ?? ''} mono g3 sm`} translate="no" title={name}>
        {name}
      </span>
      <Sparkline
        values={trend.points.map(({ value }) => value)}
        label={t('registry.trend', {
          name,
          course: trend.points
            .map(({ version, value }) => `v${String(version)} ${formatMetric(value, 3, locale)}`)
            .join(', '),
        })}
      />
      <span className={classes.trendValue}>{formatMetric(last.value, 3, locale)}</span>
      {last.n !== null && <span className="g3 sm">{t('models.rows', { count: last.n })}</span>}
    </span>
  );
}
