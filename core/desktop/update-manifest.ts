import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
} from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod';

/** One line of text, so that no value can look like the next one. */
const word = z.string().regex(/^[^\p{Cc}]{1,200}$/u);

const unsigned = {
  /** of the product: `0.2.0` */
  version: z.string().regex(/^\d{1,9}\.\d{1,9}\.\d{1,9}(?:-[0-9A-Za-z.-]{1,60})?$/),
  /** Node's name of the system: `linux`, `darwin`, `win32` */
  platform: word,
  /** Node's name of the processor, or `universal` for both of macOS */
  arch: word,
  /** The name of the installer, without a folder. */
  file: word.regex(/^[^\\/:]+$/),
  bytes: z.number().int().min(1),
  /** of its content, in hex */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
};

/** What lies beside an installer as `<its name>.sig.json`. */
export const signedUpdate = z.strictObject({
  ...unsigned,
  keyId: word,
  /** Ed25519 over `updateText`, in Base64 */
  signature: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
});
export type SignedUpdate = z.infer<typeof signedUpdate>;
export type UpdateManifest = Omit<SignedUpdate, 'keyId' | 'signature'>;

/** Whose updates are trusted: `resources/update-keys.json` is a list of these. */
export const updateKey = z.strictObject({
  id: word,
  /** Ed25519, as SPKI in DER, in Base64 */
  publicKey: z.string().min(1).max(200),
});
export type UpdateKey = z.infer<typeof updateKey>;

/** The ending of the file beside an installer. */
export const signatureSuffix = '.sig.json';

/**
 * The text that is signed, in UTF-8, with a line feed after each line:
 *
 *     stile-update/1
 *     version=0.2.0
 *     platform=linux
 *     arch=x64
 *     file=stile-0.2.0-linux-x86_64.AppImage
 *     bytes=123456789
 *     sha256=<64 hex digits>
 *     keyId=release-2026
 */
function updateText(update: UpdateManifest & Pick<SignedUpdate, 'keyId'>): string {
  const { version, platform, arch, file, bytes, sha256, keyId } = update;
  const lines = Object.entries({ version, platform, arch, file, bytes, sha256, keyId });
  return ['stile-update/1', ...lines.map(([name, value]) => `${name}=${value}`), ''].join('\n');
}

/** What an installer is, from its file and what only its maker knows. */
export async function buildUpdateManifest(
  file: string,
  { version, platform, arch }: Pick<UpdateManifest, 'version' | 'platform' | 'arch'>,
): Promise<UpdateManifest> {
  return { version, platform, arch, file: basename(file), ...(await digestFile(file)) };
}

/** @param privateKey PKCS #8 in PEM, as `makeUpdateKey` gives it */
export function signUpdate(manifest: UpdateManifest, keyId: string, privateKey: string): SignedUpdate {
  const text = Buffer.from(updateText({ ...manifest, keyId }));
  const signature = sign(null, text, createPrivateKey(privateKey)).toString('base64');
  return signedUpdate.parse({ ...manifest, keyId, signature });
}

/** False also for a key that is none. */
export function isSignatureRight(update: SignedUpdate, key: UpdateKey): boolean {
  try {
    const publicKey = createPublicKey({
      key: Buffer.from(key.publicKey, 'base64'),
      format: 'der',
      type: 'spki',
    });
    const isKnownKind = publicKey.asymmetricKeyType === 'ed25519';
    const signature = Buffer.from(update.signature, 'base64');
    return isKnownKind && verify(null, Buffer.from(updateText(update)), publicKey, signature);
  } catch {
    return false;
  }
}

/** A new pair of keys: the public one for `resources/update-keys.json`, the private one for a safe place. */
export function makeUpdateKey(id: string): { key: UpdateKey; privateKey: string } {
  const pair = generateKeyPairSync('ed25519');
  const publicKey = pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  return {
    key: { id, publicKey },
    privateKey: String(pair.privateKey.export({ format: 'pem', type: 'pkcs8' })),
  };
}

/** Bytes and SHA-256 of a file of any size. */
export async function digestFile(file: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(createReadStream(file), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      hash.update(chunk);
    }
  });
  return { bytes, sha256: hash.digest('hex') };
}
