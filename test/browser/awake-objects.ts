// Which objects a workerd holds in memory: those whose database it has open. It puts away one that nobody
// has asked for some ten seconds, and says nothing of it.
import { createHash, createHmac } from 'node:crypto';
import { readdirSync, readlinkSync } from 'node:fs';
import path from 'node:path';

/** @throws Error if no object of that name was ever there: it would look like one that was put away. */
export function isAwake(
  workerd: { readonly pid: number },
  objectsFolder: string,
  className: string,
  objectName: string,
): boolean {
  const uniqueKey = readdirSync(objectsFolder).find((entry) => entry.endsWith(`-${className}`));
  if (!uniqueKey) throw new Error(`${objectsFolder} has no objects of ${className}`);
  const file = `${objectIdOf(uniqueKey, objectName)}.sqlite`;
  const folder = path.join(objectsFolder, uniqueKey);
  if (!readdirSync(folder).includes(file)) throw new Error(`there is no ${className} ${file}`);
  return openFiles(workerd.pid).includes(path.join(folder, file));
}

/** As workerd makes it of a name: sixteen bytes of the name's HMAC, and sixteen of theirs. */
function objectIdOf(uniqueKey: string, objectName: string): string {
  const key = createHash('sha256').update(uniqueKey).digest();
  const hmac = (value: string | Buffer) =>
    createHmac('sha256', key).update(value).digest().subarray(0, 16);
  const ofName = hmac(objectName);
  return Buffer.concat([ofName, hmac(ofName)]).toString('hex');
}

function openFiles(pid: number): string[] {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).flatMap((descriptor) => {
    try {
      return [readlinkSync(path.join(folder, descriptor))];
    } catch {
      // Closed since it was listed.
      return [];
    }
  });
}
