import { openMessage } from '../../src/smime';
import type { OpenOptions, UnlockedDigitalId } from '../../src/smime';
import { CommandError, failureOf, timeOf, valuesOf } from './arguments';
import type { Arguments, OptionKinds } from './arguments';
import { identityFiles, readBytes, readIdentity, readRevocation, readTrustAnchors, unlockAll } from './identities';
import { openedToJson } from './opened-to-json';

/**
 * Prints what was found out about each message, one JSON object a line. A file
 * that cannot be opened at all gets a line with `error`, and the others go on.
 */
export async function runOpen(args: Arguments): Promise<boolean> {
  if (args.files.length === 0) throw new CommandError('ERR_NO_FILE', 'open needs a MESSAGE.');
  const at = timeOf(args);
  const trustAnchors = await readTrustAnchors(valuesOf(args, '--trust'));
  const revocation = await readRevocation(valuesOf(args, '--crl'));
  const { unlocked, complete } = await unlockIdentities(args);
  let good = complete;
  for (const file of args.files) {
    const opened = await openFile(file, { unlocked, locked: [], trustAnchors, revocation, at, exact: true });
    good &&= opened;
  }
  return good;
}

runOpen.options = {
  '--id': 'value',
  '--password-file': 'value',
  '--trust': 'value',
  '--at': 'value',
  '--crl': 'value',
} satisfies OptionKinds;

// One digital ID that cannot be used must not keep the others from opening.
async function unlockIdentities(
  args: Arguments,
): Promise<{ unlocked: readonly UnlockedDigitalId[]; complete: boolean }> {
  const unlocked: UnlockedDigitalId[] = [];
  let complete = true;
  for (const identity of identityFiles(args)) {
    try {
      unlocked.push(...(await unlockAll(await readIdentity(identity))));
    } catch (error) {
      complete = false;
      process.stderr.write(`${JSON.stringify({ file: identity.file, error: failureOf(error) })}\n`);
    }
  }
  return { unlocked, complete };
}

async function openFile(file: string, options: OpenOptions): Promise<boolean> {
  try {
    const opened = await openMessage(await readBytes(file), options);
    process.stdout.write(`${JSON.stringify({ file, ...openedToJson(opened) })}\n`);
    return true;
  } catch (error) {
    const line = JSON.stringify({ file, error: failureOf(error) });
    process.stdout.write(`${line}\n`);
    process.stderr.write(`${line}\n`);
    return false;
  }
}
