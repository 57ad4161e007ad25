import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface Options {
  readonly port: number;
  /** A file to serve in place of `dist/config.json`. */
  readonly config?: string;
  readonly sideload: boolean;
  readonly help: boolean;
}

/** The port in manifest.xml. */
export const manifestPort = 3000;

/** What went wrong, in a sentence for the person at the command line. */
export class CannotStart extends Error {}

export const usage = `Serves the built add-in on https://localhost and puts it into Outlook.

  --port N        another port than ${manifestPort}; a manifest with that address is written
  --config FILE   serve this file as config.json (see docs/real-outlook.md)
  --no-sideload   only serve; you add the manifest in Outlook by hand
  --help          this text

npm run stop:outlook ends it.
`;

/**
 * @param directory what a relative file name is relative to
 * @throws CannotStart
 */
export function readOptions(args: readonly string[], directory: string): Options {
  const { port, config, help, 'no-sideload': isServedOnly } = parse(args);
  return {
    port: readPort(port),
    sideload: isServedOnly !== true,
    help: help === true,
    ...(config === undefined ? {} : { config: resolve(directory, config) }),
  };
}

function readPort(text: string | undefined): number {
  if (text === undefined) return manifestPort;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new CannotStart(`--port wants a number from 1 to 65535, not "${text}".`);
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        config: { type: 'string' },
        'no-sideload': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    return values;
  } catch (error) {
    throw new CannotStart(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
