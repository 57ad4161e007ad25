import { createField } from './passphrase/field';
import { isToFrame } from './passphrase/messages';
import type { FrameLook, FromFrame, ToFrame } from './passphrase/messages';

/**
 * The frame in which passphrases are typed. It is apart from the pane because
 * the pane runs office.js, which reports key presses to Outlook. It knows
 * nothing but its fields; the value goes to the pane of the same origin only.
 */
const form = document.createElement('form');
form.noValidate = true;
const first = createField('first');
const second = createField('second');
const hint = document.createElement('p');
hint.id = 'hint';
const error = document.createElement('p');
error.id = 'error';
error.setAttribute('role', 'alert');
form.append(first.element, second.element, hint, error);
document.body.append(form);

let look: FrameLook | undefined;

function tell(message: FromFrame): void {
  window.parent.postMessage(message, window.location.origin);
}

function show(next: FrameLook): void {
  look = next;
  document.documentElement.dataset['theme'] = next.theme;
  first.show({ ...next, label: next.label });
  second.show({ ...next, label: next.again ?? '' });
  second.element.hidden = next.again === undefined;
  hint.textContent = next.hint ?? '';
  hint.hidden = next.hint === undefined || next.hint === '';
  fail(next.error ?? '');
}

function fail(message: string, at = first): void {
  error.textContent = message;
  error.hidden = message === '';
  first.markWrong(message !== '' && at === first);
  second.markWrong(message !== '' && at === second);
  if (message !== '') at.focus();
}

function refuse(message: string, at = first): void {
  fail(message, at);
  tell({ type: 'refused' });
}

function submit(): void {
  if (look === undefined) return;
  const value = first.value();
  if (value === '' && !look.mayBeEmpty) refuse(look.empty);
  else if (look.again !== undefined && second.value() !== value) refuse(look.mismatch, second);
  else {
    fail('');
    tell({ type: 'passphrase', value });
  }
}

function act(message: ToFrame): void {
  if (message.type === 'show') show(message);
  else if (message.type === 'submit') submit();
  else if (message.type === 'focus') first.focus();
  else {
    first.clear();
    second.clear();
  }
}

form.addEventListener('submit', (event) => event.preventDefault());
// What was wrong is being mended.
form.addEventListener('input', () => fail(''));
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') tell({ type: 'escape' });
  // Browsers submit by Enter only where there is one field. During composition Enter chooses a word.
  const isEnter = event.key === 'Enter' && !event.isComposing && event.target instanceof HTMLInputElement;
  if (!isEnter) return;
  event.preventDefault();
  submit();
});
window.addEventListener('message', (event: MessageEvent<unknown>) => {
  if (event.source !== window.parent || event.origin !== window.location.origin) return;
  if (isToFrame(event.data)) act(event.data);
});
new ResizeObserver(() => tell({ type: 'height', value: Math.ceil(form.getBoundingClientRect().height) })).observe(form);
tell({ type: 'ready' });
