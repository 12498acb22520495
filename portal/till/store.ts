// What the till's browser keeps over a reload: its key and pairing, purchases without an answer, parked
// carts and the last receipt. Deliberately absent: names and photos of children.

const DATABASE = 'klubkort-till';
/** Raised whenever the shape of anything kept here changes. */
const VERSION = 1;

export type Shelf = 'device' | 'outbox' | 'counter';
const SHELVES: readonly Shelf[] = ['device', 'outbox', 'counter'];

export interface Store {
  get(shelf: Shelf, key: string): Promise<unknown>;
  all(shelf: Shelf): Promise<readonly unknown[]>;
  /** Resolves when the value is on the disk, not merely in the browser's memory. */
  put(shelf: Shelf, key: string, value: unknown): Promise<void>;
  remove(shelf: Shelf, key: string): Promise<void>;
}

/** @throws when the browser refuses to keep anything, as in some private windows. */
export async function openStore(): Promise<Store> {
  const database = await opened();
  const write = (shelf: Shelf, work: (store: IDBObjectStore) => void) =>
    new Promise<void>((resolve, reject) => {
      const transaction = database.transaction(shelf, 'readwrite', { durability: 'strict' });
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
      work(transaction.objectStore(shelf));
    });
  const read = <Value>(shelf: Shelf, work: (store: IDBObjectStore) => IDBRequest<Value>) =>
    new Promise<Value>((resolve, reject) => {
      const request = work(database.transaction(shelf, 'readonly').objectStore(shelf));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  return {
    get: (shelf, key) => read(shelf, (store) => store.get(key)),
    all: (shelf) => read(shelf, (store) => store.getAll()),
    put: (shelf, key, value) => write(shelf, (store) => store.put(value, key)),
    remove: (shelf, key) => write(shelf, (store) => store.delete(key)),
  };
}

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, VERSION);
    request.onupgradeneeded = () => {
      for (const shelf of SHELVES) request.result.createObjectStore(shelf);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
