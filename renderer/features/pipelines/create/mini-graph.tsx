import classes from './create.module.css';
import { layOutMini, nodeHeight, nodeWidth } from './mini-layout.ts';

/** Wider ones are drawn smaller. */
const mostPx = 296;

type MiniGraphProps = {
  readonly tasks: readonly {
    readonly id: string;
    readonly type: string;
    readonly needs: readonly string[];
  }[];
};

/** The tasks of a pipeline as a small picture; what they are called stands beside it. */
export function MiniGraph({ tasks }: MiniGraphProps) {
  const { width, height, nodes, paths } = layOutMini(tasks);
  const types = new Map(tasks.map(({ id, type }) => [id, type]));
  const scale = Math.min(1, mostPx / (width + 2));
  return (
    <svg
      className={classes.graph}
      width={(width + 2) * scale}
      height={(height + 2) * scale}
      viewBox={`-1 -1 ${String(width + 2)} ${String(height + 2)}`}
      aria-hidden="true"
    >
      {paths.map((path) => (
        <path key={path} d={path} />
      ))}
      {nodes.map(({ id, x, y }) => (
        <rect
          key={id}
          x={x}
          y={y}
          width={nodeWidth}
          height={nodeHeight}
          rx="4"
          data-asks={types.get(id) === 'approve' || undefined}
        />
      ))}
    </svg>
  );
}
