/** The core on the command line (docs/architecture.md): open, protect, judge paths and look into digital IDs. */
import { CommandError, failureOf, readArguments } from './smime/arguments';
import { runCert } from './smime/cert';
import { runId } from './smime/id';
import { runOpen } from './smime/open';
import { runPath } from './smime/path';
import { runProtect } from './smime/protect';
import { usage } from './smime/usage';

const commands: Readonly<Record<string, (args: readonly string[]) => Promise<boolean>>> = {
  open: (args) => runOpen(readArguments(args, runOpen.options)),
  protect: (args) => runProtect(readArguments(args, runProtect.options)),
  path: (args) => runPath(readArguments(args, runPath.options)),
  id: (args) => runId(readArguments(args, runId.options)),
  cert: (args) => runCert(readArguments(args, runCert.options)),
};

async function main(): Promise<boolean> {
  const [name = '', ...args] = process.argv.slice(2);
  if (name === '--help' || args.includes('--help')) {
    process.stdout.write(usage);
    return true;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    throw new CommandError(
      'ERR_COMMAND_UNKNOWN',
      `Commands: ${Object.keys(commands).join(', ')}; not ${name || 'none'}. --help lists their options.`,
    );
  }
  return command(args);
}

try {
  process.exitCode = (await main()) ? 0 : 2;
} catch (error) {
  process.stderr.write(`${JSON.stringify({ error: failureOf(error) })}\n`);
  process.exitCode = 2;
}
