/**
 * Pasted rows kept in the browser until they are written or dropped, however many they are.
 * Invariant: rows belong to one tab and one kind of sheet; without a store in the browser nothing is kept and nothing fails; what nobody came back to is let go.
 */
const STORE = "pasted";
const TAB = "lightvalley.tab";
const DAYS_KEPT = 14;
const DAY_MS = 86_400_000;

export interface PastedRows {
  rows: string[][];
  /** The columns as the reader named them, where he did. */
  named?: (string | undefined)[];
}

interface Kept extends PastedRows {
  at: number;
}

const asked = <T,>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error as Error); });

async function store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  const opening = indexedDB.open("lightvalley", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  return (await asked(opening)).transaction(STORE, mode).objectStore(STORE);
}

function keyOf(kind: string): string {
  const tab = sessionStorage.getItem(TAB) ?? crypto.randomUUID();
  sessionStorage.setItem(TAB, tab);
  return `${tab} ${kind}`;
}

export async function keptRows(kind: string): Promise<PastedRows | undefined> {
  try {
    return await asked((await store("readonly")).get(keyOf(kind)) as IDBRequest<Kept | undefined>);
  } catch {
    return undefined;
  }
}

/** @param pasted nothing: they are dropped. */
export async function keepRows(kind: string, pasted: PastedRows | undefined): Promise<void> {
  try {
    const rows = await store("readwrite"), key = keyOf(kind);
    await (pasted === undefined ? asked(rows.delete(key)) : asked(rows.put({ ...pasted, at: Date.now() } satisfies Kept, key)));
    const cursor = rows.openCursor();
    cursor.onsuccess = () => {
      const one = cursor.result;
      if (one === null) return;
      if ((one.value as Kept).at < Date.now() - DAYS_KEPT * DAY_MS) one.delete();
      one.continue();
    };
  } catch {
    // A browser that keeps nothing: the rows stand on the page as before.
  }
}
