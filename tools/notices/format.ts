import type { Notice } from './collect.ts';

/** Permissive ones. BlueOak and Unlicense come with what our dependencies depend on (glob, isbot). */
const welcome = new Set([
  ...['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD'],
  ...['OFL-1.1', 'CC0-1.0', 'BlueOak-1.0.0', 'Unlicense'],
]);

/** Packages whose license is not one of those that Stile takes, as sentences. */
export function checkLicenses(notices: Notice[]): string[] {
  const isWelcome = ({ license }: Notice): boolean =>
    license
      .replace(/[()]/g, '')
      .split(' OR ')
      .some((one) => welcome.has(one));
  return notices
    .filter((notice) => !isWelcome(notice))
    .map(
      ({ name, version, license }) =>
        `${name} ${version} has the license "${license}", which is not among those that may ship`,
    );
}

/** One text with every license; a text that several packages share is printed once. */
export function formatNotices(notices: Notice[]): string {
  const byText = Map.groupBy(notices, ({ license, text }) => text || `License: ${license}`);
  const blocks = [...byText].map(([text, group]) => `${group.map(toHeading).join('\n')}\n\n${text}`);
  return `Stile contains the following packages.\n\n${blocks.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

function toHeading({ name, version, license }: Notice): string {
  return `${name} ${version} (${license})`;
}
