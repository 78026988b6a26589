import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { GateResult } from '#contract/registry.ts';
import { storedProblem } from '#renderer/bridge/problems.ts';
import { wordProblem } from '#renderer/i18n/word-problem.ts';
import { formatMicros, withMinus } from '#renderer/parts/figures.ts';
import { StateLabel } from '#renderer/parts/status-glyph.tsx';
import type { GlyphShape } from '#renderer/parts/status-glyph.tsx';
import { useLocale } from '#renderer/parts/use-locale.ts';
import classes from './gate-list.module.css';
import { signedFormat } from './metric-delta.tsx';
import { countGates } from './use-event-words.ts';

const shapes: Readonly<Record<GateResult['state'], GlyphShape>> = {
  passed: 'finished',
  failed: 'failed',
  skipped: 'queued',
};

/** Each gate with what it found, and how a failing one is mended. */
export function GateList({ gates }: { gates: readonly GateResult[] }) {
  const { t } = useTranslation();
  const word = useGateWords();
  return (
    <section aria-label={t('registry.gates.title')}>
      <header className={classes.head}>
        <h3>{t('registry.gates.title')}</h3>
        <span className="g3 sm">{t('registry.gates.summary', countGates(gates))}</span>
      </header>
      <ul className={classes.gates}>
        {gates.map((gate) => (
          <li key={gate.gate} data-state={gate.state}>
            <span className={classes.name}>
              <StateLabel shape={shapes[gate.state]}>{t(`registry.gates.names.${gate.gate}`)}</StateLabel>
              <span className="g3 sm">{t(`registry.gates.states.${gate.state}`)}</span>
            </span>
            <span className="g2 sm">{word(gate)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Why a gate found no more, in the language of the screen. */
function wordFailure(
  failure: GateResult['failure'],
  facts: GateResult['facts'],
  t: TFunction,
): { readonly problem?: string } {
  if (failure == null) return {};
  const problem = storedProblem({ ...failure, message: String(facts['problem'] ?? failure.code) });
  return { problem: wordProblem(problem, t) };
}

/** Words what a gate found. */
function useGateWords(): (gate: GateResult) => string {
  const { t, i18n } = useTranslation();
  const locale = useLocale();
  const points = signedFormat(locale, true);
  return ({ gate, state, code, facts, failure }) => {
    const share = (name: string): string => withMinus(points.format(Number(facts[name] ?? 0) * 100));
    if (gate === 'beats_champion' && facts['delta'] !== undefined) {
      const said = t(
        facts['low'] === null ? 'registry.gates.beats.recorded' : 'registry.gates.beats.interval',
        {
          delta: share('delta'),
          low: share('low'),
          high: share('high'),
          split: facts['split'],
          champion: facts['champion'],
          n: facts['n'] ?? '–',
        },
      );
      return state === 'failed' ? `${said}. ${t('registry.gates.beats.mend')}` : said;
    }
    const own =
      gate === 'schema' && code === 'same'
        ? 'same_schema'
        : gate === 'environment' && code === 'missing'
          ? 'missing_package'
          : code;
    const key = `registry.gates.codes.${own}`;
    const p95 = typeof facts['p95'] === 'number' ? formatMicros(facts['p95'] * 1000, locale) : '';
    // A newer engine may know codes that this screen has no words for.
    return i18n.exists(key)
      ? t(key as 'registry.gates.codes.none', { ...facts, ...wordFailure(failure, facts, t), p95 })
      : code;
  };
}
