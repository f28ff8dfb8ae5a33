import { addDays, dayNumber } from "../../ledger/calendar";
import type { Certificate, Channel } from "../../model/types.generated";
import { headOf } from "../../yaml/path";
import { check } from "../check";
import { page } from "../pages";
import { channelName, inUse, keyOf } from "./facts/channel";

const USUAL_ALERT = 30;
const PURPOSE = {
  signing: { en: "signing certificate", zh: "签名证书" },
  encryption: { en: "encryption certificate", zh: "加密证书" },
  tls: { en: "TLS certificate", zh: " TLS 证书" },
} as const;

const certificate = check({
  code: "chan/certificate",
  severity: "warning",
  tier: "P1",
  on: "ledger",
  title: { en: "Certificates are complete and not about to expire", zh: "证书齐全，离到期还早" },
  *run(ledger) {
    for (const { item: channel } of ledger.channels()) {
      if (!inUse(channel)) continue;
      const name = channelName(channel);
      for (const entry of channel.certificates) {
        const expires = entry.expires_on;
        const what = nameOf(entry);
        if (!expires) {
          if (entry.node.pairs.some(({ key }) => key.value === "expires_on")) continue;
          yield {
            at: headOf(entry.node),
            message: {
              en: `The ${what.en} of ${name.en.toLowerCase()} has no \`expires_on\`; nobody will be reminded.`,
              zh: `${name.zh} 的${what.zh}没有写到期日（\`expires_on\`），没法提醒。`,
            },
          };
        } else if (expires.value < ledger.today) {
          yield {
            at: expires.node,
            message: {
              en: `The ${what.en} of ${name.en.toLowerCase()} expired on ${expires.value}.`,
              zh: `${name.zh} 的${what.zh}已于 ${expires.value} 到期。`,
            },
          };
        } else if (expires.value <= addDays(ledger.today, entry.alert_days?.value ?? USUAL_ALERT)) {
          const left = (dayNumber(expires.value) ?? 0) - (dayNumber(ledger.today) ?? 0);
          yield {
            at: expires.node,
            message: {
              en: `The ${what.en} of ${name.en.toLowerCase()} expires on ${expires.value}, in ${left} ${left === 1 ? "day" : "days"}.`,
              zh: `${name.zh} 的${what.zh}将于 ${expires.value} 到期，还有 ${left} 天。`,
            },
          };
        }
      }
      if (isBank(channel) && has(channel, "signing") && !has(channel, "encryption")) {
        yield {
          at: keyOf(channel.node, "certificates"),
          severity: "info",
          message: {
            en: `${name.en} lists a signing certificate but none for encryption; banks usually want both.`,
            zh: `${name.zh} 只列了签名证书，没有加密证书；银行通常两张都要。`,
          },
        };
      }
    }
  },
});
export default certificate;

function nameOf({ purpose }: Certificate) {
  return purpose ? PURPOSE[purpose.value] : { en: "certificate", zh: "证书" };
}

function has({ certificates }: Channel, purpose: string): boolean {
  return certificates.some((entry) => entry.purpose?.value === purpose);
}

function isBank({ path, method }: Channel): boolean {
  return path.some((hop) => hop.role?.value === "bank") || /^(?:gateway_|payout_)/.test(method?.value ?? "");
}

DOCS: page(certificate, {
  why: {
    en: "A certificate that expires stops the channel at midnight, and renewing takes days. Reminders are on every operator's list; a bank once needed two certificates and got one.",
    zh: "证书一到期，渠道零点就断，换证却要好几天。到期提醒在每个运维的清单上；也有银行要两张证书，只给了一张的。",
  },
  fix: {
    en: "Enter the day on which each certificate expires, and renew it before the reminder period ends.",
    zh: "写明每张证书的到期日，提醒期内办好更换。",
  },
  silent: {
    en: "For certificates that expire later than `alert_days` (30 unless given) from today, and for retired channels.",
    zh: "离到期超过 `alert_days`（不写为 30 天）的、已停用的渠道不报。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        certificates:
    #   ^^^^^^^^^^^^ chan/certificate: Channel bank-a lists a signing certificate but none for encryption; banks usually want both.
          - purpose: signing
            expires_on: "2026-12-01"
    #                   ^^^^^^^^^^^^ chan/certificate: The signing certificate of channel bank-a expires on 2026-12-01, in 11 days.
          - purpose: tls
            expires_on: "2026-10-01"
    #                   ^^^^^^^^^^^^ chan/certificate: The TLS certificate of channel bank-a expired on 2026-10-01.
          - purpose: tls
    #       ^^^^^^^^^^^^ chan/certificate: The TLS certificate of channel bank-a has no \`expires_on\`; nobody will be reminded.
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-a
        name: 甲银行网银（虚构）
        flow: pay_in
        method: gateway_b2c
        certificates:
          - purpose: signing
            expires_on: "2028-06-30"
          - purpose: encryption
            expires_on: "2028-06-30"
  `,
  sources: ["2017-07-03 19:40", "2017-05-18 19:41"],
});
