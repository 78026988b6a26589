import { IconChevronDown } from '@tabler/icons-react';
import { ViewportPortal } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import { useFlowPlaces } from './flow-places-context.ts';
import { boundsOf } from './flow-view.ts';
import classes from './group-boxes.module.css';

const room = { left: 16, top: 30, right: 16, bottom: 20 };

type GroupBoxesProps = {
  readonly graph: { readonly tasks: readonly { readonly id: string; readonly group: string | null }[] };
  readonly folded: ReadonlySet<string>;
  readonly onFold: (group: string) => void;
  readonly onSelect: (ids: readonly string[]) => void;
};

/** Boxes around the tasks of groups that are not folded. Their heads fold them; a click selects what is in them. */
export function GroupBoxes({ graph, folded, onFold, onSelect }: GroupBoxesProps) {
  const { t } = useTranslation();
  const places = useFlowPlaces();
  const groups = [...new Set(graph.tasks.flatMap(({ group }) => group ?? []))].filter(
    (group) => !folded.has(group),
  );
  return (
    <ViewportPortal>
      {groups.map((group) => {
        const members = graph.tasks
          .filter((task) => task.group === group)
          .map(({ id }) => ({ id, title: id }));
        const bounds = boundsOf(members, places);
        if (bounds === null) return null;
        const box = {
          left: bounds.x - room.left,
          top: bounds.y - room.top,
          width: bounds.width + room.left + room.right,
          height: bounds.height + room.top + room.bottom,
        };
        return (
          <div key={group} className={classes.box} style={box}>
            <button
              type="button"
              className={`${classes.boxHead ?? ''} nopan nodrag`}
              title={t('pipelineCanvas.actions.foldGroup')}
              onClick={(event) => {
                if (event.shiftKey) onSelect(members.map(({ id }) => id));
                else onFold(group);
              }}
            >
              <IconChevronDown size={13} stroke={1.5} aria-hidden="true" />
              <span translate="no">{group}</span>
            </button>
          </div>
        );
      })}
    </ViewportPortal>
  );
}
