import { writeFile } from 'node:fs/promises';
import { checkEncryptionCertificate, protectExisting, readCertificates } from '../../src/smime';
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
  const signWith = hasOption(args, '--sign') ? await signerOf(args) : undefined;
  if (signWith === undefined && encryptTo.length === 0) {
    throw new CommandError('ERR_OPTION_VALUE', 'protect needs --sign, --encrypt-to or both.');
  }
  checkAlgorithm(args, '--digest', 'sha-256');
  checkAlgorithm(args, '--cipher', 'aes-256-cbc');
  const { mime, signed, encrypted } = await protectExisting(await readBytes(file), {
    at,
    ...(signWith === undefined ? {} : { signWith }),
    ...(encryptTo.length === 0 ? {} : { encryptTo }),
  });
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
  '--opaque': 'unsupported',
  '--protect-headers': 'unsupported',
} satisfies OptionKinds;

function checkAlgorithm(args: Arguments, option: string, only: string): void {
  const other = valuesOf(args, option).find((name) => name.toLowerCase() !== only);
  if (other !== undefined)
    throw new CommandError(
      'ERR_OPTION_UNSUPPORTED',
      `${option} ${other} is not supported yet, only ${only}.`,
    );
}

async function signerOf(args: Arguments): Promise<UnlockedDigitalId> {
  const [identity] = identityFiles(args);
  if (identity === undefined)
    throw new CommandError('ERR_OPTION_VALUE', '--sign needs --id and --password-file.');
  const ids = await unlockAll(await readIdentity(identity));
  const signer = ids.find(({ certificate }) => maySign(certificate));
  if (signer === undefined)
    throw new CommandError('ERR_OPTION_VALUE', `--id holds no digital ID for signing: ${identity.file}`);
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
