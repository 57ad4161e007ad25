/** Between HTML and text, and between octets and base64. */
import DOMPurify from 'dompurify';

/** For what an add-in or another message puts into the compose form. */
export function sanitize(html: string): string {
  return DOMPurify.sanitize(html, { FORBID_TAGS: ['form', 'input', 'button', 'link', 'meta', 'base', 'style'] });
}

export function textToHtml(text: string): string {
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return escaped.replace(/\r?\n/g, '<br>');
}

export function htmlToText(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  return textOf(body)
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

const blocks = /^(ADDRESS|ARTICLE|BLOCKQUOTE|DIV|DL|H[1-6]|HR|LI|OL|P|PRE|SECTION|TABLE|TR|UL)$/;

function textOf(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return (node.textContent ?? '').replace(/[ \t\r\n]+/g, ' ');
  const name = node.nodeName;
  if (name === 'BR') return '\n';
  if (name === 'STYLE' || name === 'SCRIPT' || name === 'HEAD') return '';
  const inner = [...node.childNodes].map(textOf).join('');
  if (name === 'LI') return `\n- ${inner.trim()}`;
  if (name === 'TD' || name === 'TH') return `${inner.trim()}\t`;
  return blocks.test(name) ? `\n${inner}\n`.replace(/\n{3,}/g, '\n\n') : inner;
}

export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(binary);
}

export function sizeOfBase64(base64: string): number {
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  return (base64.length / 4) * 3 - padding;
}

export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
