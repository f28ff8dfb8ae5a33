/** 主扫, 被扫, scan …: words that do not say who scans whom. */
export const SPOKEN_SCAN = /主扫|被扫|正扫|反扫|扫码支付|\bscan(?:ning)?\b/i;

/** Whether a method is such a word instead of one of the two methods that state the actor. */
export function isSpokenScan(method: string | undefined): boolean {
  return (
    method !== undefined && method !== "qr_payer_scans" && method !== "qr_merchant_scans" && /扫|scan|^qr/i.test(method)
  );
}
