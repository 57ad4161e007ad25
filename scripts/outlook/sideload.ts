import { createRequire } from 'node:module';
import type * as Settings from 'office-addin-dev-settings';

/** Microsoft's tool puts an add-in only into classic Outlook for Windows (and with it into the account). */
export const canSideload = process.platform === 'win32';

/**
 * Fetches Microsoft's registration program by npx, which asks to sign in the
 * first time, and starts Outlook.
 * @throws Error as the tool has it
 */
export async function sideload(manifest: string): Promise<void> {
  // Read only when needed: it is large.
  const { AppType, startDebugging } = await import('office-addin-debugging');
  await startDebugging(manifest, { appType: AppType.Desktop, enableDebugging: false, enableLiveReload: false });
}

/**
 * The part of stopDebugging that takes the add-in out. The whole of it would
 * also end a server that another project's tool left on record.
 * @throws Error as the tool has it
 */
export async function unregister(manifest: string): Promise<void> {
  const fromDebugging = createRequire(createRequire(import.meta.url).resolve('office-addin-debugging'));
  const settings = fromDebugging('office-addin-dev-settings') as typeof Settings;
  await settings.unregisterAddIn(manifest);
}
