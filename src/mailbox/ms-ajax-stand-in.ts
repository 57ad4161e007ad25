/**
 * office.js for Outlook wants an old script library (MicrosoftAjax.js) and
 * fetches it from another host, which the content security policy refuses and
 * which was often slow. It uses a few of its functions only: checking the
 * arguments of its own functions, naming errors, writing JSON. These are here.
 * Loaded as a plain script before office.js.
 */
interface ExpectedParameter {
  readonly name: string;
  readonly type?: unknown;
  readonly mayBeNull?: boolean;
  readonly optional?: boolean;
}

type Scope = Record<string, unknown>;

export function installMsAjaxStandIn(scope: Scope): void {
  if (scope['Sys'] !== undefined) return; // The real library is there.
  scope['Sys'] = {
    StringBuilder,
    Debug: { trace: () => undefined },
    Browser: {},
    Serialization: {
      JavaScriptSerializer: {
        serialize: (value: unknown) => JSON.stringify(value),
        deserialize: (text: string): unknown => JSON.parse(text),
      },
    },
  };
  scope['Type'] = {
    registerNamespace: (name: string) => registerNamespace(scope, name),
    registerClass: () => undefined,
  };
  Object.assign(Function, { _validateParams: validateParameters, _validateParameter: validateParameter });
  Object.assign(Error, namedErrors);
  Object.assign(String, { format: formatString });
}

class StringBuilder {
  private readonly parts: string[] = [];

  append(text: unknown): this {
    this.parts.push(String(text));
    return this;
  }

  toString(separator = ''): string {
    return this.parts.join(separator);
  }
}

function registerNamespace(scope: Scope, name: string): void {
  let space = scope;
  for (const part of name.split('.')) {
    const known = space[part];
    const next = typeof known === 'object' && known !== null ? (known as Scope) : {};
    space[part] = next;
    space = next;
  }
}

/** An error to throw, or `null`. Stricter than nothing: office.js guards its message handlers with it. */
function validateParameters(given: ArrayLike<unknown>, expected: readonly ExpectedParameter[]): Error | null {
  const required = expected.filter(({ optional }) => optional !== true).length;
  if (given.length < required || given.length > expected.length) return namedErrors.parameterCount();
  for (const [index, parameter] of expected.entries()) {
    const error = index < given.length ? validateParameter(given[index], parameter, parameter.name) : null;
    if (error !== null) return error;
  }
  return null;
}

function validateParameter(value: unknown, expected: ExpectedParameter, name: string): Error | null {
  if (value === undefined) return expected.optional === true || expected.mayBeNull === true ? null : namedErrors.argumentNull(name);
  if (value === null) return expected.mayBeNull === true ? null : namedErrors.argumentNull(name);
  return expected.type === undefined || isOfType(value, expected.type) ? null : namedErrors.argumentType(name);
}

function isOfType(value: unknown, type: unknown): boolean {
  if (typeof type !== 'function' || type === Object) return true;
  return Object(value) instanceof type;
}

const namedErrors = {
  create: (message?: string, details?: object) => Object.assign(new Error(message), details),
  argument: (parameter?: string, message?: string) => named('ArgumentException', message, parameter),
  argumentNull: (parameter?: string, message?: string) => named('ArgumentNullException', message, parameter),
  argumentOutOfRange: (parameter?: string, _value?: unknown, message?: string) =>
    named('ArgumentOutOfRangeException', message, parameter),
  argumentType: (parameter?: string, _actual?: unknown, _expected?: unknown, message?: string) =>
    named('ArgumentTypeException', message, parameter),
  invalidOperation: (message?: string) => named('InvalidOperationException', message),
  notImplemented: (message?: string) => named('NotImplementedException', message),
  parameterCount: (message?: string) => named('ParameterCountException', message),
};

function named(name: string, message = '', paramName?: string): Error {
  const parameter = paramName === undefined || paramName === '' ? '' : `\nParameter name: ${paramName}`;
  return Object.assign(new Error(`Sys.${name}: ${message}${parameter}`), { name: `Sys.${name}`, paramName });
}

function formatString(format: string, ...values: readonly (string | number)[]): string {
  return format.replace(/\{(\d+)\}/g, (_whole, index: string) => String(values[Number(index)] ?? ''));
}

installMsAjaxStandIn(globalThis);
