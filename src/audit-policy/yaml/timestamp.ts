const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const DATE_AND_TIME =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt]|\s)(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(Z|[-+]\d{2}:\d{2})?$/;

/** Whether go-yaml v2 takes a text for a date. Only the tag `!!timestamp` makes it matter: dates stay strings all the same. */
export function isTimestamp(text: string): boolean {
  const match = DATE.exec(text) ?? DATE_AND_TIME.exec(text);
  if (match === null) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const hasZone = match[7] !== undefined;
  if (match.length > 4 && hasZone !== /[Tt]/.test(text)) return false;
  return isDate(year, month, day) && hour < 24 && minute < 60 && second < 60;
}

export function isDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day <= days;
}
