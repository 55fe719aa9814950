/** Turns between the steps of long work. Invariant: whoever waits is served before it is over. */

/** Lets others have a turn: the embedded engine works in this very thread. */
export const turn = async (): Promise<void> => await new Promise((resolve) => setImmediate(resolve));
