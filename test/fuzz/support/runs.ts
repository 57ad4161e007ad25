import fc from 'fast-check';
import { isSmimeError } from '../../../src/smime';

/** SLOW=1 looks for new faults for a minute a property; usually a few seconds repeat what is known to hold. */
const isSlow = process.env['SLOW'] === '1';
const secondsEach = isSlow ? 60 : 4;

/** SIGNET_SEED brings a failure back: fast-check prints the seed with the smallest input that fails. */
const seed = Number(process.env['SIGNET_SEED'] ?? (isSlow ? Date.now() % 2 ** 31 : 20261125));

/** Processor time that one input may take, of up to 64 KB: ten times what the slowest needs on a slow machine. */
const secondsOfInput = 2;

/**
 * Checks a property with so many inputs, or as many as fit in the time. An input
 * also fails when it takes too much of the processor; other programs that keep
 * the machine busy don't count.
 */
export async function holds<T>(inputs: fc.Arbitrary<T>, runs: number, check: (input: T) => Promise<void>): Promise<void> {
  let done = 0;
  const property = fc.asyncProperty(inputs, async (input) => {
    done++;
    const started = process.cpuUsage();
    await check(input);
    const { user, system } = process.cpuUsage(started);
    if (user + system > secondsOfInput * 1e6) throw new Error(`took ${(user + system) / 1e6} s`);
  });
  await fc.assert(property, {
    seed,
    numRuns: isSlow ? 1_000_000 : runs,
    interruptAfterTimeLimit: secondsEach * 1000,
    markInterruptAsFailure: false,
    verbose: fc.VerbosityLevel.None,
  });
  // A property that was never tried holds nothing.
  expect(done).toBeGreaterThan(0);
}

export const slowTimeout = (secondsEach + 120) * 1000;

/** A value, or `undefined` where the core says with its own error that there is none; any other error is a fault. */
export async function valueOrRefused<T>(read: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (isSmimeError(error)) return undefined;
    throw error;
  }
}
