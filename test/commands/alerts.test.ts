import { alertLimits, alerts } from '../../src/commands/alerts';

describe.each(Object.entries(alerts))('alert.%s', (_reason, { text, button }) => {
  it('fits into the dialog', () => {
    expect(text.length).toBeLessThanOrEqual(alertLimits.text);
    expect(button.length).toBeLessThanOrEqual(alertLimits.button);
  });

  it('says that nothing was sent', () => {
    expect(text.endsWith(' Nothing was sent.')).toBe(true);
    expect(text).not.toMatch(/please|error|!/i);
  });
});
