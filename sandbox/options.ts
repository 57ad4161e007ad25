import { parseArgs } from 'node:util';

export interface Options {
  /** Undefined: the first free pair from 8440. */
  readonly port?: number;
  readonly open: boolean;
  readonly data: string;
  readonly reset: boolean;
  readonly help: boolean;
}

export class OptionError extends Error {}

export const usage = `A local Outlook on the web to try Signet in. Nothing leaves this computer.

  --port N      Outlook at https://localhost:N/, the add-in at N+1 (default: 8440, or the next free pair)
  --no-open     do not open a browser, only print the address
  --data DIR    where mailboxes and settings are kept (default: .sandbox)
  --reset       start anew with the first inbox and without settings
  --help        this text

CHROME_PATH names the browser to open (Chromium, Chrome or Edge).
`;

/** @throws OptionError with a text for the person */
export function readOptions(args: readonly string[]): Options {
  const { values } = parse(args);
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65535)) {
    throw new OptionError(`--port wants a number from 1 to 65534, not "${values.port ?? ''}".`);
  }
  return {
    open: values['no-open'] !== true,
    data: values.data ?? '.sandbox',
    reset: values.reset === true,
    help: values.help === true,
    ...(port === undefined ? {} : { port }),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        'no-open': { type: 'boolean' },
        data: { type: 'string' },
        reset: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new OptionError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
