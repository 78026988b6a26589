import { Link } from '@tanstack/react-router';
import { uriParts } from './lineage-stages.ts';

type DatasetLinkProps = {
  /** `datasets:/reviews/1` */
  readonly uri: string;
  readonly className: string | undefined;
};

/** The way to the version of a dataset. */
export function DatasetLink({ uri, className }: DatasetLinkProps) {
  const [name = '', version = ''] = uriParts(uri);
  return (
    <Link
      to="/datasets/$name"
      params={{ name }}
      search={{ v: Number(version) }}
      translate="no"
      {...(className === undefined ? {} : { className })}
    >
      {`${name} v${version}`}
    </Link>
  );
}
