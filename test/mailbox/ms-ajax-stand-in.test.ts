import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { buildSync } from 'esbuild';

const root = join(__dirname, '..', '..');
const script = buildSync({
  entryPoints: [join(root, 'src', 'mailbox', 'ms-ajax-stand-in.ts')],
  bundle: true,
  format: 'iife',
  write: false,
}).outputFiles[0]!.text;

/** A fresh page, as far as a plain script sees one. */
function page(before = '') {
  const context = createContext({});
  runInContext(before, context);
  runInContext(script, context);
  return (code: string): unknown => runInContext(code, context);
}

describe('the stand-in for MicrosoftAjax.js', () => {
  it('has what office.js asks for before it would load the real one', () => {
    const library = readFileSync(join(root, 'node_modules/@microsoft/office-js/dist/outlook-web-16.01.debug.js'), 'utf8');
    const condition = /isMsAjaxLoaded = function \(\) \{\s*if \(([^{]+)\) \{/.exec(library)?.[1];
    expect(condition).toBeDefined();
    expect(page()(condition ?? '')).toBe(true);
  });

  it('leaves the real library alone', () => {
    expect(page('var Sys = "real"')('[Sys, typeof Type].join()')).toBe('real,undefined');
  });

  it.each([
    ["Function._validateParams(['a', 1], [{name: 'n', type: String, mayBeNull: false}, {name: 'm', type: Number, mayBeNull: false}])", null],
    ["Function._validateParams(['a'], [{name: 'n', type: String}, {name: 'm', mayBeNull: true, optional: true}])", null],
    ["Function._validateParams([null], [{name: 'n', type: Function, mayBeNull: true}])", null],
    ["Function._validateParams([{}], [{name: 'n', type: Object, mayBeNull: false}])", null],
    ["Function._validateParams({hostUserTrusted: true}, [{name: 'hostUserTrusted', type: Boolean, mayBeNull: false}])", null],
    ["Function._validateParams([1], [{name: 'n', type: String, mayBeNull: false}])", 'Sys.ArgumentTypeException'],
    ["Function._validateParams([null], [{name: 'n', type: String, mayBeNull: false}])", 'Sys.ArgumentNullException'],
    ["Function._validateParams([], [{name: 'n', type: String}])", 'Sys.ParameterCountException'],
    ["Function._validateParams([1, 2], [{name: 'n', type: Number}])", 'Sys.ParameterCountException'],
    ["Function._validateParameter('x', {type: Number}, 'n')", 'Sys.ArgumentTypeException'],
  ])('%s', (code, expected) => {
    expect(page()(`var e = ${code}; e && e.name`)).toBe(expected);
  });

  it.each([
    ["Error.argument('conversationId').message", 'Sys.ArgumentException: \nParameter name: conversationId'],
    ["Error.parameterCount('Too many').message", 'Sys.ParameterCountException: Too many'],
    ["new Sys.StringBuilder().append('a').append(1).toString()", 'a1'],
    ["Sys.Serialization.JavaScriptSerializer.serialize({a: 'ä'})", '{"a":"ä"}'],
    ["Sys.Serialization.JavaScriptSerializer.deserialize('[1]').length", 1],
    ["Type.registerNamespace('Microsoft.Office.Common'); typeof Microsoft.Office.Common", 'object'],
    ["var Microsoft = {Kept: 1}; Type.registerNamespace('Microsoft.Office'); Microsoft.Kept", 1],
    ["String.format('{0} and {1}', 'a', 'b')", 'a and b'],
    ["Sys.Debug.trace('quiet')", undefined],
  ])('%s is %p', (code, expected) => {
    expect(page()(code)).toBe(expected);
  });
});
