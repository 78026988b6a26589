import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import '#renderer/i18n/late/pipeline-runs-words.ts';
import { useApp } from '#renderer/app-context.ts';
import { CopyButton } from '#renderer/parts/copy-button.tsx';
import { EditorButton } from '#renderer/parts/open-in-editor.tsx';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { pipelineFile, useTextEditor } from '#renderer/parts/use-text-editor.ts';
import { orderPair } from './against.ts';
import { DefinitionDiff } from './definition-diff.tsx';
import { AgainstPicker } from './against-picker.tsx';
import { countChangedLines } from './diff-chunks.ts';
import { definitionDiffQuery, definitionQuery, versionsQuery } from './queries.ts';
import { lazyPart } from '#renderer/parts/lazy-part.ts';
import classes from './versions.module.css';

const CodeView = lazyPart(() => import('#renderer/parts/code/code-view.tsx'), 'CodeView');

type DefinitionViewProps = {
  readonly name: string;
  readonly hash: string;
  /** `file`, the hash of another version, or `none`; null: the file, if it says something else. */
  readonly against: string | null;
  readonly onAgainst: (against: string) => void;
  /** What stands before the hash. */
  readonly lead?: ReactNode;
  /** What else can be done from here. */
  readonly link?: ReactNode;
};

/** One text of a pipeline: by itself, or what another text has in its place. */
export function DefinitionView(props: DefinitionViewProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const versions = useQuery(versionsQuery(bridge.client, props.name));
  if (versions.data === undefined)
    return versions.isError ? (
      <PageProblem
        title={t('pipelineRuns.versions.loadFailed')}
        error={versions.error}
        onRetry={() => void versions.refetch()}
      />
    ) : (
      <StillBars />
    );
  return <Shown {...props} known={versions.data} />;
}

type Known = NonNullable<Awaited<ReturnType<NonNullable<ReturnType<typeof versionsQuery>['queryFn']>>>>;

function Shown({
  name,
  hash,
  against,
  onAgainst,
  lead,
  link,
  known,
}: DefinitionViewProps & { known: Known }) {
  const { t } = useTranslation();
  const editor = useTextEditor();
  const { fileHash, versions } = known;
  const isSame = fileHash === hash;
  const usual = isSame || fileHash === null ? 'none' : 'file';
  const wanted = against ?? usual;
  const shown = isKnown(wanted, hash, known) ? wanted : usual;
  const pair = orderPair(versions, hash, shown);
  return (
    <section className={classes.definition} aria-label={t('pipelineRuns.definition.text')}>
      <header className={classes.head}>
        {lead}
        <span className={classes.hash} title={hash} translate="no">
          {shortHash(hash)}
        </span>
        <CopyButton text={hash} label={t('pipelineRuns.definition.copyHash')} />
        {fileHash !== null && (isSame ? <SameMark /> : <DiffersMark name={name} hash={hash} />)}
        <span className="grow" />
        {isSame && <EditorButton editor={editor} onOpen={() => editor.open({ path: pipelineFile(name) })} />}
        {link}
        <AgainstPicker
          versions={versions}
          hasFile={fileHash !== null}
          hash={hash}
          value={shown}
          onChange={onAgainst}
        />
      </header>
      {shown === 'none' ? (
        <DefinitionText name={name} hash={hash} />
      ) : (
        <DefinitionDiff key={pair.join(' ')} name={name} from={pair[0]} to={pair[1]} versions={versions} />
      )}
    </section>
  );
}

function isKnown(against: string, shownHash: string, { versions, fileHash }: Known): boolean {
  if (against === 'none') return true;
  return against === 'file'
    ? fileHash !== null
    : versions.some(({ hash }) => hash === against && hash !== shownHash);
}

const shortHash = (hash: string): string => hash.slice(0, 8);

function SameMark() {
  const { t } = useTranslation();
  return <StateLabel shape="finished">{t('pipelineRuns.definition.sameAsFile')}</StateLabel>;
}

function DiffersMark({ name, hash }: { name: string; hash: string }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { data } = useQuery(definitionDiffQuery(bridge.client, name, hash, 'file'));
  if (data === undefined) return null;
  return (
    <StateLabel shape="warning">
      {t('pipelineRuns.definition.differs', { count: countChangedLines(data.chunks) })}
    </StateLabel>
  );
}

function DefinitionText({ name, hash }: { name: string; hash: string }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const text = useQuery(definitionQuery(bridge.client, name, hash));
  if (text.data === undefined)
    return text.isError ? (
      <PageProblem
        title={t('pipelineRuns.versions.textFailed')}
        error={text.error}
        onRetry={() => void text.refetch()}
      />
    ) : (
      <StillBars />
    );
  return (
    <Suspense fallback={<StillBars />}>
      <CodeView text={text.data} path={`${name}.yaml`} />
    </Suspense>
  );
}
