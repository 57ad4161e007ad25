import { isSmimeError } from '../../src/smime';

/** What the person at the command line did wrong. */
export class CommandError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export interface Failure {
  readonly code: string;
  readonly message: string;
}

/** How an error is said in JSON: its code, and what it says about itself. */
export function failureOf(error: unknown): Failure {
  if (isSmimeError(error))
    return { code: error.code, message: `${error.code} ${JSON.stringify(error.details)}` };
  if (error instanceof CommandError) return { code: error.code, message: error.message };
  if (error instanceof Error) {
    const code = 'code' in error && typeof error.code === 'string' ? error.code : 'ERR_UNEXPECTED';
    return { code, message: error.message };
  }
  return { code: 'ERR_UNEXPECTED', message: String(error) };
}

/** `value` takes the next argument, `flag` takes none. */
export type OptionKinds = Readonly<Record<string, 'value' | 'flag'>>;

export interface Arguments {
  /** In the order given, so that --id and --password-file pair up. */
  readonly options: readonly { readonly name: string; readonly value: string }[];
  readonly files: readonly string[];
}

/** @throws CommandError naming the option */
export function readArguments(args: readonly string[], kinds: OptionKinds): Arguments {
  const options: { name: string; value: string }[] = [];
  const files: string[] = [];
  const rest = [...args];
  for (let name = rest.shift(); name !== undefined; name = rest.shift()) {
    if (name === '--') {
      files.push(...rest.splice(0));
    } else if (!name.startsWith('-') || name === '-') {
      files.push(name);
    } else {
      options.push({ name, value: valueOf(name, kinds, rest) });
    }
  }
  return { options, files };
}

function valueOf(name: string, kinds: OptionKinds, rest: string[]): string {
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (kind === undefined) throw new CommandError('ERR_OPTION_UNKNOWN', `Unknown option ${name}.`);
  if (kind === 'flag') return '';
  const value = rest.shift();
  if (value === undefined) throw new CommandError('ERR_OPTION_VALUE', `${name} needs a value.`);
  return value;
}

export function valuesOf({ options }: Arguments, name: string): readonly string[] {
  return options.filter((option) => option.name === name).map((option) => option.value);
}

export function hasOption({ options }: Arguments, name: string): boolean {
  return options.some((option) => option.name === name);
}

/** The time for which everything is judged; default: now. */
export function timeOf(args: Arguments): Date {
  const text = valuesOf(args, '--at').at(-1);
  if (text === undefined) return new Date();
  const at = new Date(text);
  if (Number.isNaN(at.getTime()))
    throw new CommandError('ERR_OPTION_VALUE', `--at is no ISO 8601 time: ${text}`);
  return at;
}
