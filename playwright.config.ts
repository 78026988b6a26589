import process from 'node:process';
import { defineConfig } from '@playwright/test';

/**
 * The browser is the one that tools/browser found. Without a sandbox because containers run tests as root, and
 * without everything by which Chromium speaks to the network by itself.
 */
const launchOptions = {
  executablePath: process.env['STILE_BROWSER_PATH'],
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

const report = process.env['STILE_E2E_REPORT'];
const hasElectron = process.env['STILE_ELECTRON_PATH'] !== undefined;

// Two links: `http` as a browser on the headless host, with all tests, and `port` as Electron's window, with those
// whose subject the link could break (e2e/fixtures.ts).
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/playwright',
  workers: 2,
  retries: 0,
  fullyParallel: true,
  forbidOnly: process.env['CI'] === 'true',
  reporter: report ? [['list'], ['json', { outputFile: report }]] : [['list']],
  // A recording of every test takes a sixth of the time of all: STILE_E2E_TRACE=1 asks for those of tests that fail.
  use: {
    launchOptions,
    trace: process.env['STILE_E2E_TRACE'] === '1' ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'http', testIgnore: 'electron/**', grepInvert: /@port/ },
    { name: 'port', testIgnore: 'electron/**', grep: /@main|@port/ },
    ...(hasElectron ? [{ name: 'electron', testMatch: 'electron/**/*.spec.ts' }] : []),
  ],
});
