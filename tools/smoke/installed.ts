/** An app that was installed, or can be started where it lies. */
export interface Installed {
  /** absolute: what is started */
  program: string;
  /** before the app's own arguments */
  programArgs: string[];
  /** The `stile` command: absolute, or a name that is looked for on PATH; null where none comes with it. */
  command: string | null;
  /** Takes it off this machine again, and throws when something of it stays. */
  uninstall: () => Promise<void>;
}

/** What installing and trying out is done with, so that a test needs no installer. */
export interface SmokeFolders {
  /** where installers are */
  release: string;
  /** Emptied afterwards: what is unpacked, the profile, the workspace. */
  scratch: string;
}

/** Puts an installer on this machine. */
export type Install = (installer: string, folders: SmokeFolders) => Promise<Installed>;
