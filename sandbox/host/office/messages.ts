/** The JSON texts that office.js and its host exchange by postMessage. */
export interface FrameRequest {
  readonly _messageType: 0;
  readonly _actionName: string;
  /** 0 invoke, 1 register an event, 2 unregister it */
  readonly _actionType: 0 | 1 | 2;
  readonly _conversationId: string;
  readonly _correlationId: number;
  readonly _data: unknown;
}

export function readRequest(text: unknown): FrameRequest | undefined {
  if (typeof text !== 'string' || !text.startsWith('{')) return undefined;
  const message = parse(text);
  return isRequest(message) ? message : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isRequest(value: unknown): value is FrameRequest {
  if (typeof value !== 'object' || value === null) return false;
  const message = value as Readonly<Record<string, unknown>>;
  return (
    message['_messageType'] === 0 &&
    typeof message['_actionName'] === 'string' &&
    typeof message['_conversationId'] === 'string'
  );
}

export function answerTo(request: FrameRequest, data: unknown): string {
  return responseText(request._actionName, request._conversationId, request._correlationId, 0, data);
}

export function eventText(name: string, conversationId: string, data: unknown): string {
  return responseText(name, conversationId, -1, 1, data);
}

function responseText(name: string, conversation: string, correlation: number, type: 0 | 1, data: unknown): string {
  return JSON.stringify({
    _messageType: 1,
    _actionName: name,
    _conversationId: conversation,
    _correlationId: correlation,
    _origin: window.location.origin,
    _errorCode: 0,
    _responseType: type,
    _data: data,
    _serializerVersion: 1,
  });
}
