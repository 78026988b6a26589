import type { Param } from '#contract/entities.ts';

/** A param, or a group of params whose keys begin alike: `model.layers.size` stands in `layers` in `model`. */
export type ParamNode = {
  readonly name: string;
  /** The key, or what the keys of the group begin with. */
  readonly path: string;
  /** Null for a group that is no param itself. */
  readonly value: string | null;
  readonly children: readonly ParamNode[];
};

type Draft = { name: string; path: string; value: string | null; children: Map<string, Draft> };

/** Nested configuration as it was meant: keys fall apart at dots and slashes; a group of one is no group. */
export function toParamTree(params: readonly Param[]): readonly ParamNode[] {
  const root: Draft = { name: '', path: '', value: null, children: new Map() };
  for (const { key, value } of params) {
    const pieces = key.split(/(?<=[^./])[./](?=[^./])/);
    let node = root;
    let end = 0;
    for (const name of pieces) {
      end += name.length + (end === 0 ? 0 : 1);
      const child: Draft = node.children.get(name) ?? {
        name,
        path: key.slice(0, end),
        value: null,
        children: new Map(),
      };
      node.children.set(name, child);
      node = child;
    }
    node.value = value;
  }
  return finish(root);
}

function finish({ children }: Draft): readonly ParamNode[] {
  return [...children.values()].map((draft) => {
    let node = draft;
    let { name } = draft;
    while (node.value === null && node.children.size === 1) {
      const only = [...node.children.values()][0];
      if (only === undefined) break;
      name = only.path.slice(draft.path.length - draft.name.length);
      node = only;
    }
    return { name, path: node.path, value: node.value, children: finish(node) };
  });
}
