import { writeFile } from 'node:fs/promises';
import { canSign, checkEncryptionCertificate, protectExisting, readCertificates } from '../../src/smime';
import type { Certificate, UnlockedDigitalId } from '../../src/smime';
import { CommandError, hasOption, timeOf, valuesOf } from './arguments';
import type { Arguments, OptionKinds } from './arguments';
import { identityFiles, readBytes, readIdentity, unlockAll } from './identities';

/**
 * Protects one message and writes it to standard output, ready for a transport;
 * with --out it goes to that file, and standard output says so in JSON.
 */
export async function runProtect(args: Arguments): Promise<boolean> {
  const [file, ...more] = args.files;
  if (file === undefined || more.length > 0)
    throw new CommandError('ERR_NO_FILE', 'protect needs one MESSAGE.');
  const at = timeOf(args);
  const encryptTo = await recipientsOf(args, at);
  const own = await ownDigitalIds(args);
  const signWith = hasOption(args, '--sign') ? signerOf(own) : undefined;
  if (signWith === undefined && encryptTo.length === 0) {
    throw new CommandError('ERR_OPTION_VALUE', 'protect needs --sign, --encrypt-to or both.');
  }
  const options = {
    at,
    opaque: hasOption(args, '--opaque'),
    ...present('protectHeaders', hasOption(args, '--protect-headers') ? ('hidden-subject' as const) : undefined),
    ...present('digest', algorithmOf(args, '--digest', ['sha-256', 'sha-384', 'sha-512'] as const)),
    ...present('cipher', algorithmOf(args, '--cipher', ['aes-128-cbc', 'aes-256-cbc', 'aes-128-gcm', 'aes-256-gcm'] as const)),
    ...present('signWith', signWith),
    ...(encryptTo.length === 0 ? {} : { encryptTo }),
  };
  const { mime, signed, encrypted } = await protectExisting(await readBytes(file), options, own);
  const out = valuesOf(args, '--out').at(-1);
  if (out === undefined) {
    process.stdout.write(mime);
  } else {
    await writeFile(out, mime);
    process.stdout.write(`${JSON.stringify({ file, out, signed, encrypted, size: mime.length })}\n`);
  }
  return true;
}

runProtect.options = {
  '--sign': 'flag',
  '--encrypt-to': 'value',
  '--id': 'value',
  '--password-file': 'value',
  '--at': 'value',
  '--out': 'value',
  '--digest': 'value',
  '--cipher': 'value',
  '--opaque': 'flag',
  '--protect-headers': 'flag',
} satisfies OptionKinds;

function present<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}

function algorithmOf<T extends string>(args: Arguments, option: string, known: readonly T[]): T | undefined {
  const wanted = valuesOf(args, option).at(-1)?.toLowerCase();
  const found = known.find((name) => name === wanted);
  if (wanted !== undefined && found === undefined) {
    throw new CommandError('ERR_OPTION_UNSUPPORTED', `${option} ${wanted} is not supported, only ${known.join(', ')}.`);
  }
  return found;
}

async function ownDigitalIds(args: Arguments): Promise<readonly UnlockedDigitalId[]> {
  const files = await Promise.all(identityFiles(args).map(async (identity) => unlockAll(await readIdentity(identity))));
  return files.flat();
}

function signerOf(own: readonly UnlockedDigitalId[]): UnlockedDigitalId {
  if (own.length === 0) throw new CommandError('ERR_OPTION_VALUE', '--sign needs --id and --password-file.');
  const signer = own.find(({ certificate }) => canSign(certificate)) ?? own.find(({ certificate }) => maySign(certificate));
  if (signer === undefined) throw new CommandError('ERR_OPTION_VALUE', 'No --id holds a digital ID for signing.');
  return signer;
}

function maySign({ keyUsage }: Certificate): boolean {
  return (
    keyUsage === undefined || keyUsage.includes('digitalSignature') || keyUsage.includes('nonRepudiation')
  );
}

async function recipientsOf(args: Arguments, at: Date): Promise<readonly Certificate[]> {
  return Promise.all(
    valuesOf(args, '--encrypt-to').map(async (file) => {
      const certificates = await readCertificates(await readBytes(file));
      const usable = certificates.find(
        (certificate) => checkEncryptionCertificate(certificate, { at }) === 'ready',
      );
      const first = usable ?? certificates[0];
      if (first === undefined)
        throw new CommandError('ERR_OPTION_VALUE', `--encrypt-to holds no certificate: ${file}`);
      return first;
    }),
  );
}
