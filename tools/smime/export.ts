import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { writePfx } from '../../src/smime';
import type { PfxEntry, PfxForm } from '../../src/smime';
import { CommandError, valuesOf } from './arguments';
import type { Arguments, OptionKinds } from './arguments';
import { readPassword } from './identities';

export const exportOptions = {
  '--export': 'value',
  '--out': 'value',
  '--out-password-file': 'value',
} satisfies OptionKinds;

/** Writes all digital IDs of a file into another one, and says what it wrote. */
export async function exportAll(args: Arguments, entries: readonly PfxEntry[]): Promise<Record<string, unknown>> {
  const form = valuesOf(args, '--export').at(-1);
  const out = valuesOf(args, '--out').at(-1);
  const passwordFile = valuesOf(args, '--out-password-file').at(-1);
  if (form === undefined) {
    if (out === undefined && passwordFile === undefined) return {};
    throw new CommandError('ERR_OPTION_VALUE', '--out and --out-password-file belong to --export.');
  }
  if (!isForm(form)) throw new CommandError('ERR_OPTION_VALUE', `--export takes modern or compatible, not ${form}.`);
  if (out === undefined || passwordFile === undefined) {
    throw new CommandError('ERR_OPTION_VALUE', '--export needs --out and --out-password-file.');
  }
  const file = await writePfx({ digitalIds: entries, password: await readPassword(passwordFile), form });
  await writeNew(out, file);
  const written = entries.map(({ certificate }) => certificate.fingerprint);
  return { exported: { out, format: form, sha256: written[0], digitalIds: written } };
}

function isForm(form: string): form is PfxForm {
  return form === 'modern' || form === 'compatible';
}

/**
 * Readable by its owner only. What is there stays: it may be the only copy of
 * another key, or the very file that was read.
 * @throws CommandError ERR_FILE_EXISTS, but not for an empty file, as `mktemp` makes it
 */
async function writeNew(path: string, octets: Uint8Array): Promise<void> {
  const file = await openNew(path);
  try {
    await file.writeFile(octets);
  } finally {
    await file.close();
  }
}

async function openNew(path: string): Promise<FileHandle> {
  // Appending makes the file where there is none, and changes nothing in one that is there.
  const file = await open(path, 'a', 0o600);
  const status = await file.stat();
  if (status.size === 0) {
    // Not of a device: that is everybody's.
    if (status.isFile()) await file.chmod(0o600);
    return file;
  }
  await file.close();
  throw new CommandError('ERR_FILE_EXISTS', `${path} is there already and was left as it is. Choose another name for --out.`);
}
