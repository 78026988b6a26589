export { OneMetricChart } from './one-metric-chart.tsx';
export { MetricCharts } from './metric-charts.tsx';
export {
  defaultChartSettings,
  parseChartSettings,
  printChartSettings,
  type ChartSettings,
} from './settings.ts';
