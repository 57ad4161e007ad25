/** ExecuteMethod: one entry for each dispatch id that the sandbox knows. */
import { ServerRefused } from '../api';
import { WholeReply } from './call';
import type { Call, CallContext, Parameters } from './call';
import { composeCalls } from './calls-compose';
import { readCalls } from './calls-read';
import { sharedCalls } from './calls-shared';
import { OfficeError } from './error';
import type { Item } from './item';

const notKnown = 5000;
const itemChanged = 9030;
const serverFailed = 9042;

export async function execute(context: CallContext, data: unknown): Promise<unknown> {
  const { ApiParams, MethodData } = data as { ApiParams?: Parameters; MethodData?: { DispatchId?: number } };
  const id = MethodData?.DispatchId ?? -1;
  const call = callFor(context.item, id);
  if (call === undefined) return { error: true, errorCode: notKnown };
  try {
    const answer = await call(context, ApiParams ?? {});
    return answer instanceof WholeReply ? answer.reply : { error: false, data: answer };
  } catch (error) {
    if (error instanceof OfficeError) return { error: true, errorCode: error.code };
    if (error instanceof ServerRefused) return { error: true, errorCode: serverFailed };
    throw error;
  }
}

function callFor(item: Item | undefined, id: number): Call | undefined {
  const shared = sharedCalls[id];
  if (shared !== undefined) return shared;
  const calls = item?.kind === 'compose' ? composeCalls : readCalls;
  const other = item?.kind === 'compose' ? readCalls : composeCalls;
  return calls[id] ?? (other[id] === undefined ? undefined : refuse);
}

/** A pane that still thinks of the item before. */
const refuse: Call = () => {
  throw new OfficeError(itemChanged);
};
