import type { FrameLook } from './messages';

/** One password field with its show/hide toggle. */
export interface Field {
  readonly element: HTMLElement;
  show(look: FrameLook): void;
  value(): string;
  focus(): void;
  clear(): void;
  markWrong(isWrong: boolean): void;
}

const svg = 'http://www.w3.org/2000/svg';
// Eye and crossed-out eye, 20 units.
const eye =
  'M10 5c4 0 7 3.2 8 5-1 1.8-4 5-8 5s-7-3.2-8-5c1-1.8 4-5 8-5Zm0 1.2c-3.3 0-5.7 2.5-6.6 3.8.9 1.3 3.3 3.8 6.6 3.8s5.7-2.5 6.6-3.8c-.9-1.3-3.3-3.8-6.6-3.8Zm0 1.3a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5Z';
const stroke = 'M3.2 2.4 17.6 16.8l-.8.8L2.4 3.2Z';

export function createField(id: string): Field {
  const element = document.createElement('div');
  const label = document.createElement('label');
  const box = document.createElement('div');
  const input = document.createElement('input');
  const toggle = document.createElement('button');
  const crossed = drawEye(toggle);
  element.className = 'field';
  box.className = 'box';
  label.htmlFor = id;
  input.id = id;
  input.type = 'password';
  input.spellcheck = false;
  input.autocapitalize = 'off';
  input.setAttribute('aria-describedby', 'hint error');
  toggle.type = 'button';
  box.append(input, toggle);
  element.append(label, box);

  let names: Pick<FrameLook, 'show' | 'hide'> = { show: '', hide: '' };
  const showToggle = () => {
    const isShown = input.type === 'text';
    crossed.style.display = isShown ? 'inline' : 'none';
    toggle.setAttribute('aria-label', isShown ? names.hide : names.show);
    toggle.title = isShown ? names.hide : names.show;
  };
  toggle.addEventListener('click', () => {
    input.type = input.type === 'password' ? 'text' : 'password';
    showToggle();
    input.focus();
  });
  return {
    element,
    show: (look) => {
      names = look;
      label.textContent = look.label;
      input.autocomplete = look.isNew ? 'new-password' : 'current-password';
      showToggle();
    },
    value: () => input.value,
    focus: () => {
      // The pane keeps its place: what asks for the focus is in sight.
      input.focus({ preventScroll: true });
      input.select();
    },
    clear: () => {
      input.value = '';
      input.type = 'password';
      showToggle();
    },
    markWrong: (isWrong) => {
      if (isWrong) input.setAttribute('aria-invalid', 'true');
      else input.removeAttribute('aria-invalid');
    },
  };
}

function drawEye(button: HTMLButtonElement): SVGPathElement {
  const picture = document.createElementNS(svg, 'svg');
  picture.setAttribute('viewBox', '0 0 20 20');
  picture.setAttribute('aria-hidden', 'true');
  const [open, crossed] = [eye, stroke].map((shape) => {
    const path = document.createElementNS(svg, 'path');
    path.setAttribute('d', shape);
    path.setAttribute('fill-rule', 'evenodd');
    picture.append(path);
    return path;
  });
  button.append(picture);
  if (open === undefined || crossed === undefined) throw new TypeError('An eye has two shapes.');
  return crossed;
}
