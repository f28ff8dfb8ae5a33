/** Words that do not say who scans whom. */
export const SPOKEN_SCAN = /主扫|被扫|正扫|反扫/;

/** Whether a method is such a word instead of one of the two methods that state the actor. */
export function isSpokenScan(method: string | undefined): boolean {
  if (method === undefined || /payer|merchant/i.test(method)) return false;
  return /扫|scan|^qr(?:_?(?:code|pay|payment))?$/i.test(method);
}
