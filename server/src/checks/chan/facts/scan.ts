/** 主扫, 被扫, scan …: words that do not say who scans whom. */
export const SPOKEN_SCAN = /主扫|被扫|正扫|反扫|扫码支付|\bscan(?:ning)?\b/i;

/** Whether a method is such a word instead of one of the two methods that state the actor. */
export function isSpokenScan(method: string | undefined): boolean {
  if (method === undefined || /payer|merchant/i.test(method)) return false;
  return SPOKEN_SCAN.test(method) || /扫|^qr(?:_?(?:code|pay|payment))?$/i.test(method);
}
