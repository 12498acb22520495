// How phone and bank account numbers are written and read. Pure.

/** "12 34 56 78"; foreign numbers as they are. */
export function groupedPhone(phone: string): string {
  return /^\d{8}$/.test(phone) ? phone.replace(/(\d\d)(?=\d)/g, '$1 ') : phone;
}

/** What people put between the digits is taken as meant. */
export function bareDigits(typed: string): string {
  return typed.replace(/[\s.-]/g, '');
}
