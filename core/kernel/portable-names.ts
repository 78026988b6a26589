/** Why a file or folder name would fail on some system that Stile runs on; null when it is fine everywhere. */
export type NameProblem =
  | 'empty'
  | 'reserved_on_windows'
  | 'character_not_allowed'
  | 'ends_with_dot_or_space'
  | 'too_long'
  | 'dot_name'
  | 'not_normalized';

/** Longest single name in UTF-8 bytes that ext4, APFS and NTFS all take. */
const maxNameBytes = 255;

/** With any extension, and with spaces before it: `nul .txt` is the device too. */
const windowsDevices = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(\..*)?$/i;

/** Characters that NTFS refuses, and control characters. */
const refusedCharacters = /[<>:"/\\|?*\p{Cc}]/u;

/**
 * Checks one path segment against the rules of Windows, macOS and Linux together, so that a workspace made on one
 * system opens on the others. Source of the Windows rules: "Naming Files, Paths, and Namespaces", Microsoft Learn.
 */
export function checkPortableName(name: string): NameProblem | null {
  if (name === '') return 'empty';
  if (name === '.' || name === '..') return 'dot_name';
  // Half a surrogate pair has no UTF-8 form: the disk would get another name than the one that was asked for.
  if (refusedCharacters.test(name) || !name.isWellFormed()) return 'character_not_allowed';
  if (windowsDevices.test(name)) return 'reserved_on_windows';
  if (/[. ]$/.test(name)) return 'ends_with_dot_or_space';
  if (new TextEncoder().encode(name).length > maxNameBytes) return 'too_long';
  if (name !== name.normalize('NFC')) return 'not_normalized';
  return null;
}

/** A sentence for each problem, and what to do. */
export const nameProblemText: Record<NameProblem, { reason: string; remedy: string }> = {
  empty: { reason: 'it is empty', remedy: 'Give it at least one character.' },
  reserved_on_windows: {
    reason: 'Windows reserves this name for a device',
    remedy: 'Add a letter, for example a leading underscore.',
  },
  character_not_allowed: {
    reason:
      'it holds a character that Windows refuses in file names (< > : " / \\ | ? *, a control character or half a character)',
    remedy: 'Use letters, digits, spaces, dots, dashes and underscores.',
  },
  ends_with_dot_or_space: { reason: 'it ends with a dot or a space', remedy: 'Take the last character off.' },
  too_long: { reason: `it is longer than ${maxNameBytes} bytes`, remedy: 'Use a shorter name.' },
  dot_name: { reason: 'it stands for a folder of its own', remedy: 'Use another name.' },
  not_normalized: {
    reason: 'it is not in Unicode normal form C, so two systems would see two names',
    remedy: 'Write it in normal form C.',
  },
};
