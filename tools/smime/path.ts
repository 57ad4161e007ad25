import { profileFaults, readCertificates, validatePath } from '../../src/smime';
import type { Certificate, PathPurpose } from '../../src/smime';
import { CommandError, timeOf, valuesOf } from './arguments';
import type { Arguments, OptionKinds } from './arguments';
import { readBytes, readTrustAnchors } from './identities';
import { judgeLimboCase } from './limbo/judge';
import { readTestcases } from './limbo/testcase';
import { certificateToJson } from './opened-to-json';

/** Judges one path, or every case of a file of x509-limbo, one JSON object a line. */
export async function runPath(args: Arguments): Promise<boolean> {
  if (args.files.length > 0) throw new CommandError('ERR_OPTION_UNKNOWN', `path takes options only, not ${args.files.join(' ')}.`);
  const limbo = valuesOf(args, '--limbo');
  if (limbo.length > 0) return runLimbo(limbo, timeOf(args));
  const [leafFile, ...more] = valuesOf(args, '--leaf');
  if (leafFile === undefined || more.length > 0) throw new CommandError('ERR_NO_FILE', 'path needs one --leaf CERT, or --limbo FILE.');
  const [at, purpose] = [timeOf(args), purposeOf(args)];
  const [leaf, ...besides] = await readCertificates(await readBytes(leafFile));
  if (leaf === undefined) throw new CommandError('ERR_NO_FILE', 'There is no certificate in the file of --leaf.');
  const files = await Promise.all(valuesOf(args, '--intermediate').map(async (file) => readCertificates(await readBytes(file))));
  const { path, problems, cost } = await validatePath({
    certificate: leaf,
    intermediates: [...besides, ...files.flat()],
    trustAnchors: await readTrustAnchors(valuesOf(args, '--trust')),
    at,
    purpose,
  });
  print({ state: problems.length === 0 ? 'valid' : 'not-trusted', problems, path: path.map(stepToJson), cost });
  return true;
}

runPath.options = {
  '--limbo': 'value',
  '--leaf': 'value',
  '--intermediate': 'value',
  '--trust': 'value',
  '--at': 'value',
  '--purpose': 'value',
} satisfies OptionKinds;

async function runLimbo(files: readonly string[], now: Date): Promise<boolean> {
  for (const file of files) {
    for (const testcase of readTestcases(new TextDecoder().decode(await readBytes(file)))) {
      print({ id: testcase.id, expected: testcase.expected_result, ...(await judgeLimboCase(testcase, now)) });
    }
  }
  return true;
}

function purposeOf(args: Arguments): PathPurpose {
  const purpose = valuesOf(args, '--purpose').at(-1) ?? 'emailProtection';
  if (purpose !== 'emailProtection' && purpose !== 'any') {
    throw new CommandError('ERR_OPTION_VALUE', `--purpose is emailProtection or any, not ${purpose}.`);
  }
  return purpose;
}

function stepToJson(certificate: Certificate): Record<string, unknown> {
  return { ...certificateToJson(certificate), profileFaults: profileFaults(certificate) };
}

function print(line: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
