/** What decides how the app is packed, so that a table can test every system. */
export interface PackRequest {
  /** what the person typed after `npm run package --` */
  args: string[];
  env: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
}

/** Ours; everything else goes to electron-builder as it is. */
const forE2e = '--for-e2e';

/**
 * electron-builder's arguments: the person's own, and what depends on secrets, which are named in the environment and
 * never in a file. Without arguments that is everything for this system and processor.
 */
export function builderArgs({ args, env, platform }: PackRequest): string[] {
  const own = args.filter((arg) => arg !== forE2e);
  const isForE2e = own.length < args.length;
  return [
    ...['--publish', 'never', '--config', 'electron-builder.yml'],
    ...(isForE2e ? ['--dir', ...own, ...e2eFlavour] : own),
    ...(platform === 'darwin' ? macSigning(env) : []),
    ...windowsSigning(env),
  ];
}

/** Playwright starts an app with Node's inspector, which the shipped app keeps shut. It lies apart from what ships. */
const e2eFlavour = [
  '-c.electronFuses.enableNodeCliInspectArguments=true',
  '-c.directories.output=release/e2e',
  '-c.compression=store',
];

/**
 * Apple's own processors start nothing without a signature, so without a certificate the app is signed for no one. The
 * hardened runtime would then refuse the app's own libraries, whose signatures have no team.
 */
function macSigning(env: NodeJS.ProcessEnv): string[] {
  const hasCertificate = Boolean(env['CSC_LINK'] || env['CSC_NAME']);
  if (!hasCertificate) return ['-c.mac.identity=-', '-c.mac.hardenedRuntime=false', '-c.mac.notarize=false'];
  const mayNotarize = ['APPLE_API_KEY', 'APPLE_API_KEY_ID', 'APPLE_API_ISSUER'].every((name) => env[name]);
  return [`-c.mac.notarize=${mayNotarize}`];
}

function windowsSigning(env: NodeJS.ProcessEnv): string[] {
  const { STILE_WINDOWS_PUBLISHER: publisher, STILE_TRADEMARKS: trademarks } = env;
  return [
    ...(publisher ? [`-c.win.signtoolOptions.publisherName=${publisher}`] : []),
    ...(trademarks ? [`-c.win.legalTrademarks=${trademarks}`] : []),
  ];
}
