import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApp } from '#renderer/app-context.ts';
import { metricSeriesQuery, type ChartRun, type Series, type SeriesAsk } from './queries.ts';

type ShownSeries = Partial<Series> & {
  readonly error: unknown;
  readonly retry: () => void;
};

/**
 * The lines of a chart: of long histories first an overview, which comes at once, then the exact answer in its place.
 * @param paused what is there stays as it is; only what was never asked is read
 */
export function useSeries(runs: readonly ChartRun[], ask: SeriesAsk, paused: boolean): ShownSeries {
  const { bridge } = useApp();
  const client = useQueryClient();
  const [first, exact] = [
    metricSeriesQuery(bridge.client, runs, { ...ask, quick: true }),
    metricSeriesQuery(bridge.client, runs, ask),
  ];
  const has = (key: readonly unknown[]): boolean => client.getQueryData(key) !== undefined;
  const quick = useQuery({
    ...first,
    placeholderData: keepPreviousData,
    enabled: !paused || !has(first.queryKey),
  });
  const isRounded = !quick.isPlaceholderData && quick.data?.lines.some((line) => line.isRounded) === true;
  const full = useQuery({ ...exact, enabled: isRounded && (!paused || !has(exact.queryKey)) });
  return {
    ...(isRounded ? (full.data ?? quick.data) : quick.data),
    error: quick.error ?? full.error,
    retry: () => void quick.refetch(),
  };
}
