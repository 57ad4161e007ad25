import { existsSync, readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { FolderMailbox } from './mail/folder-mailbox';
import { personOf } from './mail/folder-mailbox';
import type { SmtpAddress } from './mail/smtp-out';
import { mailboxAddresses } from './people';

export interface Options {
  /** Undefined: the first free pair from 8440. */
  readonly port?: number;
  readonly open: boolean;
  readonly data: string;
  readonly reset: boolean;
  readonly help: boolean;
  /** Whether to take mail by SMTP. */
  readonly smtp: boolean;
  /** Undefined: the first free one from 8025. */
  readonly smtpPort?: number;
  /** Where mail for others goes. */
  readonly smtpOut?: SmtpAddress;
  readonly mailboxes: readonly FolderMailbox[];
  /** PEM, one certificate each. */
  readonly trust: readonly string[];
}

export class OptionError extends Error {}

export const usage = `A local Outlook on the web to try Signet in. Nothing leaves this computer.

  --port N               Outlook at https://localhost:N/, the add-in at N+1 (default: 8440, or the next free pair)
  --no-open              do not open a browser, only print the address
  --data DIR             where mailboxes and settings are kept (default: .sandbox)
  --reset                start anew with the first inbox and without settings
  --smtp-port N          where other programs can send to the mailboxes (default: 8025, or the next free one)
  --no-smtp              do not take mail by SMTP
  --smtp-out HOST:PORT   give mail for others to this SMTP server; only on this computer (localhost:2525)
  --mailbox NAME=DIR     show the .eml files below DIR as the inbox of NAME@signet.example; may be repeated
  --trust FILE           let the add-in trust the certificates in this PEM file too; may be repeated
  --help                 this text

CHROME_PATH names the browser to open (Chromium, Chrome or Edge).
`;

/** @throws OptionError with a text for the person */
export function readOptions(args: readonly string[]): Options {
  const { values } = parse(args);
  const port = portNumber('--port', values.port, 65534);
  const smtpPort = portNumber('--smtp-port', values['smtp-port'], 65535);
  if (values['no-smtp'] === true && smtpPort !== undefined) {
    throw new OptionError('--smtp-port and --no-smtp exclude each other.');
  }
  return {
    open: values['no-open'] !== true,
    data: values.data ?? '.sandbox',
    reset: values.reset === true,
    help: values.help === true,
    smtp: values['no-smtp'] !== true,
    mailboxes: mailboxes(values.mailbox ?? []),
    trust: (values.trust ?? []).flatMap(certificates),
    ...(port === undefined ? {} : { port }),
    ...(smtpPort === undefined ? {} : { smtpPort }),
    ...(values['smtp-out'] === undefined ? {} : { smtpOut: smtpOut(values['smtp-out']) }),
  };
}

function portNumber(option: string, text: string | undefined, highest: number): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port <= highest) return port;
  throw new OptionError(`${option} wants a number from 1 to ${String(highest)}, not "${text}".`);
}

const loopback: Readonly<Record<string, SmtpAddress['host']>> = {
  localhost: '127.0.0.1',
  '127.0.0.1': '127.0.0.1',
  '[::1]': '::1',
};

function smtpOut(text: string): SmtpAddress {
  const colon = text.lastIndexOf(':');
  if (colon < 0) throw new OptionError(`--smtp-out wants HOST:PORT, such as localhost:2525, not "${text}".`);
  const host = loopback[text.slice(0, colon).toLowerCase()];
  if (host === undefined) {
    const wanted = 'localhost, 127.0.0.1 or [::1]';
    throw new OptionError(`--smtp-out wants a server on this computer (${wanted}), not "${text.slice(0, colon)}": nothing leaves it.`);
  }
  return { host, port: portNumber('--smtp-out', text.slice(colon + 1), 65535) ?? 0 };
}

function mailboxes(texts: readonly string[]): readonly FolderMailbox[] {
  const taken = [...mailboxAddresses];
  return texts.map((text) => {
    const [, name = '', folder = ''] = /^([a-z][a-z0-9-]{0,30})=(.+)$/i.exec(text) ?? [];
    if (name === '') throw new OptionError(`--mailbox wants NAME=DIR, such as vectors=../vectors, not "${text}".`);
    if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new OptionError(`--mailbox: ${folder} is no folder.`);
    const mailbox = { name: name.toLowerCase(), folder };
    const { address } = personOf(mailbox);
    if (taken.includes(address)) throw new OptionError(`--mailbox: ${address} is there already. Choose another name.`);
    taken.push(address);
    return mailbox;
  });
}

const pem = /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^-]+-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g;

function certificates(file: string): readonly string[] {
  const found = readText(file).match(pem);
  if (found === null) throw new OptionError(`--trust: ${file} holds no certificate in PEM form.`);
  return found;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch (error) {
    throw new OptionError(`--trust: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
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
        'smtp-port': { type: 'string' },
        'no-smtp': { type: 'boolean' },
        'smtp-out': { type: 'string' },
        mailbox: { type: 'string', multiple: true },
        trust: { type: 'string', multiple: true },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new OptionError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
