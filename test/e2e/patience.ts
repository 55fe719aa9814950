/**
 * How long browser tests wait for what they read: as long as a busy machine needs, and no longer than it takes once it is there.
 * Invariant: nothing is read right after a press; what follows from it is waited for. Whoever imports this file has a whole test's time, too.
 */
import { expect, vi } from "vitest";
import { PATIENCE_MS } from "./served.ts";

/** For a test that opens many pages on a machine that does much else. */
const TEST_MS = 420_000;

vi.setConfig({ testTimeout: TEST_MS, hookTimeout: TEST_MS });

/** Reads again and again until what is expected holds. */
export const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: PATIENCE_MS });
