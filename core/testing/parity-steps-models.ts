import type { ParityStep } from './parity-steps.ts';

/** Commands about registered and logged models. */
export function modelSteps(): ParityStep[] {
  return [
    { args: ['model', 'register', 'churner', '--source', 's3://b/m'] },
    { args: ['model', 'register', 'churner', '--source', 's3://b/m', '--json'] },
    { args: ['model', 'list'] },
    { args: ['model', 'show', 'churner'] },
    { args: ['model', 'show', 'churner/1', '--json'] },
    { args: ['model', 'versions', 'churner'] },
    { args: ['model', 'files', 'churner/1', '--json'] },
    { args: ['model', 'promote', 'churner', '1', '--reason', 'a'] },
    { args: ['model', 'promote', 'churner', '2', '--reason', 'b'] },
    { args: ['model', 'rollback', 'churner', '--dry-run'] },
    { args: ['model', 'rollback', 'churner'] },
    { args: ['model', 'rollback', 'churner', '--reason', 'c'] },
    ...modelPageSteps(),
    { args: ['model', 'rollback', 'churner', '--reason', 'd', '--json'] },
    { args: ['model', 'history', 'churner', '--json'] },
    { args: ['model', 'timeline', 'churner', '--kind', 'alias', '--json'] },
    { args: ['model', 'parity', 'churner/2', '--json'] },
    { args: ['model', 'gates', 'churner/2'] },
    { args: ['model', 'resolve', 'churner'] },
    { args: ['model', 'alias', 'set', 'churner', 'x', '2'] },
    { args: ['model', 'alias', 'remove', 'churner', 'x'] },
    { args: ['model', 'describe', 'churner', 'words'] },
    { args: ['model', 'tag', 'churner', 'a=b'] },
    { args: ['model', 'untag', 'churner', 'a'] },
    { args: ['model', 'stage', 'churner/2', 'Staging'] },
    { args: ['logged-model', 'list', '--experiment', 'churn', '--json'] },
    { args: ['logged-model', 'show', 'm-none'] },
    { args: ['logged-model', 'tag', 'm-none', 'a=b', '--json'] },
    { args: ['logged-model', 'untag', 'm-none', 'a'] },
    { args: ['logged-model', 'delete', 'models:/m-none'] },
    { args: ['model', 'predict', 'churner', 'hello', '--json'] },
    { args: ['endpoint', 'log', '--json'] },
    { args: ['lineage', 'models:/churner/1'] },
    { args: ['lineage', '--find', 'texts', '--type', 'DatasetVersion', '--json'] },
    { args: ['lineage', '--find', 'nothing has this'] },
    { args: ['lineage'] },
    { args: ['lineage', 'datasets:/texts/1', '--json'] },
    { args: ['model', 'delete-version', 'churner', '2'] },
    { args: ['model', 'delete', 'churner', '--yes'] },
    { args: ['model', 'show', 'churner'] },
  ];
}

/** What the pages of models show: there `churner` has two versions and was promoted and rolled back. */
function modelPageSteps(): ParityStep[] {
  return [
    { args: ['model', 'holders', 'churner'] },
    { args: ['model', 'holders', 'churner', '--alias', 'champion', '--json'] },
    { args: ['model', 'card', 'churner/1', '--owner', 'kj', '--intended-use', 'Who *leaves*'] },
    { args: ['model', 'card', 'churner/1', '--owner', '', '--json'] },
    { args: ['model', 'card', 'churner/1', '--format', 'html', '--language', 'sv'] },
    { args: ['model', 'download', 'churner/1', 'MLmodel', '--output', '-'] },
    { args: ['model', 'archive', 'churner', '--json'] },
    { args: ['model', 'list'] },
    { args: ['model', 'list', '--view', 'archived'] },
    { args: ['model', 'restore', 'churner'] },
  ];
}
