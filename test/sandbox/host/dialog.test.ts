import { readDialogRequest, refusalOf } from '../../../sandbox/host/office/dialog';

const origin = 'https://localhost:8441';
const request = (options: unknown) => readDialogRequest({ targetId: JSON.stringify(options) });

test('sizes are percentages, the whole window when absent or too large', () => {
  expect(request({ url: `${origin}/a`, width: 40, height: 0 })).toEqual({ url: `${origin}/a`, width: 40, height: 1 });
  expect(request({ url: `${origin}/a`, width: 300 })).toEqual({ url: `${origin}/a`, width: 99, height: 99 });
});

test.each([
  [0, `${origin}/dialog.html`],
  [12004, 'https://localhost:8440/dialog.html'],
  [12004, 'https://example.com/'],
  [12002, '/dialog.html'],
])('%i for %s', (code, url) => {
  expect(refusalOf(request({ url }), origin)).toBe(code);
});
