// Which day and which week it is in Denmark, as running numbers. The offset to UTC is looked up once an
// hour, since asking for it is dear and it changes on the hour.

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Copenhagen',
  timeZoneName: 'longOffset',
});
let known = { hour: -1, offsetMs: 0 };

export function danishDay(now: Date): { day: number; week: number } {
  const hour = Math.floor(now.getTime() / HOUR_MS);
  if (known.hour !== hour) known = { hour, offsetMs: offsetMs(now) };
  const day = Math.floor((now.getTime() + known.offsetMs) / DAY_MS);
  // 1 January 1970 was a Thursday, three days after a Monday.
  return { day, week: Math.floor((day + 3) / 7) };
}

function offsetMs(now: Date): number {
  const name = clock.formatToParts(now).find((part) => part.type === 'timeZoneName')?.value ?? '';
  const [, hours] = /GMT\+(\d\d):00/.exec(name) ?? [];
  if (hours === undefined) throw new Error(`no Danish offset in "${name}"`);
  return Number(hours) * HOUR_MS;
}
