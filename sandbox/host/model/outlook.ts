import type { Address, Folder, MessageDetail, MessageSummary, Person } from '../../mail/types';
import type { AddIn, RibbonControl } from '../../manifest';
import type { World } from '../../server/host-api';
import { api, onMail, ServerRefused } from '../api';
import type { FrameHost, LeaveFrame } from '../office/frame';
import type { HostIdentity } from '../office/initial-data';
import { isInSharedMailbox, keyOf } from '../office/item';
import type { Item } from '../office/item';
import { Dialogs } from './dialogs';
import { Draft } from './draft';
import { runFunction } from './function-frame';
import { keptOnLeaving } from './notifications';
import { Observable } from './observable';
import { Panes } from './panes';
import { found } from './search';
import { forward, reopenDraft, replyTo } from './start-draft';
import { trySend } from './send';
import { Theme } from './theme';
import type { DialogAnswer, State } from './state';

/** The mail program: who is in it, what is shown, what is open. */
export class Outlook {
  readonly state: Observable<State>;
  readonly theme = new Theme();
  readonly panes: Panes;
  readonly dialogs = new Dialogs(() => this.frameHost);
  /** Where the keyboard goes next; the page sets it. */
  onLeaveFrame: (how: LeaveFrame) => void = () => undefined;
  /** The person's answer to the dialog about sending. */
  #answerDialog: ((answer: DialogAnswer) => void) | undefined;

  constructor(world: World, me: Person) {
    this.state = new Observable<State>(emptyState(world, me));
    this.panes = new Panes(this.state);
    onMail((mailbox) => {
      if (this.mailboxes.some(({ address }) => address === mailbox)) void this.refresh();
    });
  }

  get item(): Item | undefined {
    const { draft, message } = this.state.get();
    if (draft !== undefined) return { kind: 'compose', draft };
    return message === undefined ? undefined : { kind: 'read', message };
  }

  async switchMailbox(me: Person): Promise<void> {
    await this.#leaveDraft();
    window.history.replaceState(null, '', `/?mailbox=${encodeURIComponent(me.address)}`);
    this.state.change({ ...emptyState(this.state.get().world, me) });
    await this.refresh();
  }

  /** The messages of the folder that the search leaves. */
  get listed(): readonly MessageSummary[] {
    const { messages, query } = this.state.get();
    return found(messages, query);
  }

  /** The person's own, and the shared ones beside it. */
  get mailboxes(): readonly Address[] {
    const { me, world } = this.state.get();
    return [me, ...world.sharedMailboxes.filter(({ members }) => members.includes(me.address))];
  }

  async openFolder(mailbox: string, folder: Folder): Promise<void> {
    await this.#leaveDraft();
    this.state.change({ mailbox, folder, messages: [], query: '', selectedId: undefined, message: undefined });
    this.#itemChanged();
    await this.refresh();
  }

  async refresh(): Promise<void> {
    const { me, mailbox, folder } = this.state.get();
    const [messages, counts] = await Promise.all([api.list(mailbox, folder), countAll(this.mailboxes)]);
    const now = this.state.get();
    if (now.me === me) this.state.change({ counts });
    if (now.me === me && now.mailbox === mailbox && now.folder === folder) this.state.change({ messages });
  }

  async select(id: string): Promise<void> {
    const { folder, selectedId, draft } = this.state.get();
    if (selectedId === id && draft === undefined) return;
    this.state.change({ selectedId: id });
    await this.#leaveDraft();
    const message = await api.message(id);
    if (this.state.get().selectedId !== id) return;
    if (folder === 'drafts') {
      this.#compose(await reopenDraft(message, this.state.get().me));
      return;
    }
    this.state.change({ message });
    this.#itemChanged();
    if (!message.isRead) await api.change(id, { isRead: true });
  }

  async openAttached(id: string, attachment: string): Promise<void> {
    const message = await api.attachedMessage(id, attachment);
    if (this.state.get().selectedId === id) this.state.change({ attached: { message, url: api.attachmentUrl(id, attachment) } });
  }

  closeAttached(): void {
    this.state.change({ attached: undefined });
  }

  async deleteSelected(): Promise<void> {
    const { selectedId } = this.state.get();
    if (selectedId === undefined) return;
    const { listed } = this;
    const at = listed.findIndex(({ id }) => id === selectedId);
    const next = at < 0 ? undefined : (listed[at + 1] ?? listed[at - 1]);
    await api.remove(selectedId);
    this.state.change({ selectedId: undefined, message: undefined });
    if (next === undefined) this.#itemChanged();
    else await this.select(next.id);
  }

  async newMail(start: { to?: readonly string[]; cc?: readonly string[]; subject?: string; html?: string } = {}): Promise<void> {
    await this.#leaveDraft();
    const recipients = (all: readonly string[] = []) =>
      all.map((address) => ({ ...this.addressOf(address), isResolved: true }));
    const body = start.html === undefined || start.html === '' ? {} : { html: start.html };
    const state = { to: recipients(start.to), cc: recipients(start.cc), subject: start.subject ?? '', ...body };
    this.#compose(new Draft({ owner: this.state.get().me, composeType: 'newMail', state }));
  }

  async reply(toAll: boolean, html = ''): Promise<void> {
    const { message, me } = this.state.get();
    if (message === undefined) return;
    const draft = replyTo(message, { owner: me, from: this.#senderFor(message) }, toAll);
    if (html !== '') draft.setHtml(html + draft.state.get().html);
    this.#compose(draft);
    await Promise.resolve();
  }

  async forward(): Promise<void> {
    const { message, me } = this.state.get();
    if (message !== undefined) this.#compose(await forward(message, { owner: me, from: this.#senderFor(message) }));
  }

  /** Closes the form; what was written is kept in Drafts or thrown away. */
  async closeDraft(draft: Draft, discard: boolean): Promise<void> {
    if (!discard) await draft.save();
    const savedId = await draft.close();
    if (discard && savedId !== undefined) await this.#removeIfThere(savedId);
    this.#dropDraft(draft);
  }

  /** Outlook's own Send. */
  async send(draft: Draft): Promise<void> {
    draft.setSending(true);
    try {
      if (!(await trySend(this, draft))) return;
      const savedId = await draft.close();
      await api.send(draft.owner.address, draft.outgoing(), savedId);
      this.#dropDraft(draft);
      this.state.change({ notice: 'Sent' });
    } catch (error) {
      if (!(error instanceof ServerRefused)) throw error;
      draft.reopen();
      this.state.change({ notice: `This message could not be sent (${error.message}).` });
    } finally {
      draft.setSending(false);
    }
  }

  /** Shows a dialog about sending until it is answered, or `dismissDialog` takes it away. */
  async ask(dialog: NonNullable<State['dialog']>): Promise<DialogAnswer> {
    this.state.change({ dialog });
    return new Promise((resolve) => {
      this.#answerDialog = resolve;
    });
  }

  answerDialog(answer: DialogAnswer): void {
    this.state.change({ dialog: undefined });
    this.#answerDialog?.(answer);
    this.#answerDialog = undefined;
  }

  dismissDialog(): void {
    this.answerDialog('dismissed');
  }

  async runControl(control: RibbonControl): Promise<void> {
    const { addIn } = this;
    if (addIn === undefined) return;
    if (control.action.kind === 'pane') {
      this.panes.open(control);
      return;
    }
    const item = this.item;
    const outcome = await runFunction(this.frameHost, {
      addIn,
      url: addIn.functionFileUrl ?? addIn.origin,
      controlId: control.id,
      functionName: control.action.functionName,
      event: { source: { id: control.id } },
      item: () => item,
    });
    if (outcome.kind !== 'completed') this.state.change({ notice: `${addIn.name} didn't answer.` });
  }

  /** The pane behind one of the add-in's commands, on what is shown now. */
  openPaneOf(commandId: string): void {
    const groups = this.addIn?.surfaces[this.panes.surface] ?? [];
    const control = groups.flatMap(({ controls }) => controls).find(({ id }) => id === commandId);
    if (control !== undefined) this.panes.open(control);
  }

  /** Everybody that Outlook knows by name. */
  get directory(): readonly Address[] {
    const { people, sharedMailboxes, lists } = this.state.get().world;
    return [...people, ...sharedMailboxes, ...lists];
  }

  addressOf(text: string): Address {
    const wanted = text.trim().toLowerCase();
    const known = this.directory.find(({ address, name }) => address === wanted || name.toLowerCase() === wanted);
    return known === undefined ? { address: text.trim(), name: text.trim() } : { address: known.address, name: known.name };
  }

  /** None, too, on an item in another's mailbox, when the add-in does not say that it supports those. */
  get addIn(): AddIn | undefined {
    const { world, me } = this.state.get();
    const { item } = this;
    const isShared = item !== undefined && isInSharedMailbox(item, me);
    return isShared && world.addIn?.supportsSharedFolders !== true ? undefined : world.addIn;
  }

  get identity(): HostIdentity {
    const { world, me } = this.state.get();
    const { addIn, lists } = world;
    const people = [...world.people, ...world.sharedMailboxes];
    const { id: addInId = '', permissions = '' } = addIn ?? {};
    return { me, people, lists, permissions, addInId, officeTheme: this.theme.office };
  }

  readonly frameHost: FrameHost = {
    identity: () => this.identity,
    loadSettings: () => api.settings(this.state.get().me.address),
    saveSettings: async (settings) => {
      await api.saveSettings(this.state.get().me.address, settings);
    },
    notifications: (item) => this.state.get().notifications[keyOf(item)] ?? [],
    setNotifications: (item, all) => {
      const { notifications } = this.state.get();
      this.state.change({ notifications: { ...notifications, [keyOf(item)]: all } });
    },
    closeDraft: async (draft, discard) => {
      // The answer has to leave before the frame goes with the form.
      await Promise.resolve();
      setTimeout(() => void this.closeDraft(draft, discard), 50);
    },
    newMessage: (start) => void this.newMail(start),
    reply: (toAll, html) => void this.reply(toAll, html),
    leaveFrame: (how) => this.onLeaveFrame(how),
    dialogs: this.dialogs,
  };

  dismissNotification(item: Item, key: string): void {
    const left = this.frameHost.notifications(item).filter((notification) => notification.key !== key);
    this.frameHost.setNotifications(item, left);
  }

  /** Replies leave from the mailbox that the message lies in. */
  #senderFor(message: MessageDetail): Address {
    const { me } = this.state.get();
    const shared = this.mailboxes.find(({ address }) => address === message.mailbox && address !== me.address);
    return shared ?? me.writesAs ?? me;
  }

  #compose(draft: Draft): void {
    this.state.change({ draft });
    this.panes.surfaceChanged();
  }

  /** Going to another item keeps what was written in Drafts. */
  async #leaveDraft(): Promise<void> {
    const { draft } = this.state.get();
    if (draft === undefined) return;
    const isWorthKeeping = draft.state.get().savedId !== undefined || !isBlank(draft);
    await this.closeDraft(draft, !isWorthKeeping);
  }

  #dropDraft(draft: Draft): void {
    if (this.state.get().draft !== draft) return;
    // A question about sending has nothing left to ask about.
    if (this.state.get().dialog !== undefined) this.dismissDialog();
    this.state.change({ draft: undefined, ...(this.state.get().folder === 'drafts' ? { selectedId: undefined, message: undefined } : {}) });
    this.panes.surfaceChanged();
    void this.refresh();
  }

  async #removeIfThere(id: string): Promise<void> {
    try {
      await api.remove(id);
    } catch (error) {
      if (!(error instanceof ServerRefused && error.status === 404)) throw error;
    }
  }

  #itemChanged(): void {
    this.#forgetNotifications();
    this.panes.itemChanged();
  }

  #forgetNotifications(): void {
    const all = Object.entries(this.state.get().notifications);
    const kept = all.map(([key, some]) => [key, keptOnLeaving(some)] as const);
    this.state.change({ notifications: Object.fromEntries(kept) });
  }
}

function emptyState(world: World, me: Person): State {
  return {
    world,
    me,
    mailbox: me.address,
    folder: 'inbox',
    messages: [],
    query: '',
    counts: {},
    selectedId: undefined,
    message: undefined,
    draft: undefined,
    pane: undefined,
    pinned: {},
    dialog: undefined,
    attached: undefined,
    notice: '',
    notifications: {},
  };
}

async function countAll(mailboxes: readonly Address[]): Promise<State['counts']> {
  const counts = mailboxes.map(async ({ address }) => {
    const [inbox, drafts] = await Promise.all([api.list(address, 'inbox'), api.list(address, 'drafts')]);
    return [address, { inbox: inbox.filter(({ isRead }) => !isRead).length, drafts: drafts.length, sent: 0 }] as const;
  });
  return Object.fromEntries(await Promise.all(counts));
}

function isBlank(draft: Draft): boolean {
  const { subject, html, attachments } = draft.state.get();
  const text = html.replace(/<[^>]*>/g, '').trim();
  return draft.recipients.length === 0 && subject === '' && attachments.length === 0 && text === '';
}
