/** A folder of .eml files, shown as the inbox of a person of its own. */
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { MailStore } from './store';
import type { Person } from './types';

export interface FolderMailbox {
  /** Before the @. */
  readonly name: string;
  readonly folder: string;
}

export interface FolderLimits {
  /** In octets, of one file. */
  readonly size: number;
  readonly messages: number;
  /** Of folders in folders. */
  readonly depth: number;
}

export const folderLimits: FolderLimits = { size: 36 * 1024 * 1024, messages: 5000, depth: 16 };

export function personOf({ name }: FolderMailbox): Person {
  return { address: `${name}@signet.example`, name, accessToken: `sandbox-token-${name}` };
}

/**
 * Fills the inbox anew with what lies below the folder now, the first name on top.
 * @returns a line for each file or folder that was left out, and why
 */
export async function fillFromFolder(
  store: MailStore,
  mailbox: FolderMailbox,
  now: Date,
  limits: FolderLimits = folderLimits,
): Promise<readonly string[]> {
  const { address } = personOf(mailbox);
  const problems: string[] = [];
  await store.clear(address, 'inbox');
  let count = 0;
  for await (const path of messagesBelow(mailbox.folder, limits.depth, problems)) {
    if (count === limits.messages) {
      problems.push(`${mailbox.folder}: only the first ${String(limits.messages)} messages were taken`);
      break;
    }
    const raw = await read(path, limits.size, problems);
    if (raw === undefined) continue;
    // The list shows the newest first, and the names are to stand in their order.
    const receivedAt = new Date(now.getTime() - 1000 * count++);
    const titleWithoutSubject = relative(mailbox.folder, path);
    await store.add({ mailbox: address, folder: 'inbox', raw, receivedAt, titleWithoutSubject });
  }
  return problems;
}

/** In the order of names; links are not followed, they may lead anywhere or around. */
async function* messagesBelow(folder: string, depth: number, problems: string[]): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    problems.push(`${folder}: ${reasonOf(error)}`);
    return [];
  });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isFile() && entry.name.toLowerCase().endsWith('.eml')) yield path;
    else if (entry.isDirectory() && depth > 0) yield* messagesBelow(path, depth - 1, problems);
    else if (entry.isDirectory()) problems.push(`${path}: too many folders in folders`);
  }
}

async function read(path: string, limit: number, problems: string[]): Promise<Buffer | undefined> {
  try {
    const { size } = await lstat(path);
    if (size <= limit) return await readFile(path);
    problems.push(`${path}: larger than ${String(limit)} octets`);
  } catch (error) {
    problems.push(`${path}: ${reasonOf(error)}`);
  }
  return undefined;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
