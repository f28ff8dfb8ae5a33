import { listed } from "../../index/account-words";
import { textsOf, wordSpan } from "../../index/texts";
import { check } from "../check";
import { page } from "../pages";
import { reword } from "../wording";

interface Kind {
  readonly word: RegExp;
  readonly name: string;
  /** Parts of the scope it fits. */
  readonly fits: readonly string[];
  readonly means: { readonly en: string; readonly zh: string };
}

const KINDS: readonly Kind[] = [
  {
    word: /账实(?:核对|相符|对账)?/,
    name: "账实",
    fits: ["funds", "funds_external"],
    means: { en: "books against the bank's money", zh: "账面与银行实际资金核对" },
  },
  {
    word: /账证(?:核对|相符|对账)?/,
    name: "账证",
    fits: ["detail", "fee", "settlement"],
    means: { en: "books against the single trades", zh: "账面与逐笔交易核对" },
  },
  {
    word: /账账(?:核对|相符|对账)?/,
    name: "账账",
    fits: ["settlement"],
    means: { en: "one book against another", zh: "账与账之间核对" },
  },
  {
    word: /账表(?:核对|相符|对账)?/,
    name: "账表",
    fits: [],
    means: { en: "books against reports", zh: "账与报表核对" },
  },
];

const reconciliationKind = check({
  code: "term/reconciliation-kind",
  severity: "hint",
  tier: "P2",
  on: "channels",
  title: { en: "账实, 账证, 账账, 账表 fit the scope", zh: "账实、账证、账账、账表与对账范围一致" },
  *run(document) {
    for (const channel of document.model.channels) {
      const scope = channel.reconciliation?.scope.map((part) => part.value) ?? [];
      if (!channel.reconciliation || scope.length === 0) continue;
      const { node } = channel.reconciliation;
      for (const place of textsOf(document)) {
        if (place.key !== "note" || !place.around.includes(node)) continue;
        for (const { word, name, fits, means } of KINDS) {
          const match = word.exec(place.text);
          if (!match || fits.some((part) => scope.some((one) => one === part))) continue;
          const suitable = KINDS.filter(
            (kind) => kind.name !== "账账" && kind.fits.some((part) => scope.some((one) => one === part)),
          );
          const [better] = suitable;
          yield {
            at: wordSpan(place, match[0], match.index),
            message: {
              en: `${match[0]} is ${means.en}, but the scope here is ${listed(scope).en}.`,
              zh: `“${match[0]}”是${means.zh}，而这里的对账范围是 ${listed(scope).zh}。`,
            },
            fixes: () =>
              better && suitable.length === 1
                ? [reword(place, match[0], match.index, match[0].replace(name, better.name))]
                : [],
          };
        }
      }
    }
  },
});
export default reconciliationKind;

DOCS: page(reconciliationKind, {
  why: {
    en: "The four classic comparisons are easily mixed up: trades against the ledger is 账证, books against the bank's money is 账实. Who reads the wrong word believes a comparison is done that nobody does.",
    zh: "四种核对最容易混：交易对账务是账证，账面对银行资金是账实。用错了词，别人会以为某项核对有人在做，其实没有。",
  },
  fix: {
    en: "Use the word of what is compared, or extend `scope`.",
    zh: "按实际核对的内容改词，或者补全 `scope`。",
  },
  silent: {
    en: "Without `scope`; words that fit at least one part of it.",
    zh: "没写 `scope`、或该词与其中一项相符时不报。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: wallet-qr
        name: 山雀钱包（虚构）
        flow: pay_in
        method: qr_payer_scans
        cut_off: "00:00"
        time_zone: Asia/Shanghai
        reconciliation:
          performed_by: platform
          date_basis: platform_date
          scope: [detail, fee]
          authority:
            detail: channel
            fee: channel
          note: 每日账实核对
          #       ^^^^ term/reconciliation-kind: 账实核对 is books against the bank's money, but the scope here is detail and fee.
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: wallet-qr
        name: 山雀钱包（虚构）
        flow: pay_in
        method: qr_payer_scans
        cut_off: "00:00"
        time_zone: Asia/Shanghai
        reconciliation:
          performed_by: platform
          date_basis: platform_date
          scope: [detail, fee]
          authority:
            detail: channel
            fee: channel
          note: 每日账证核对
  `,
  sources: ["2017-08-09 20:56", "2017-07-19 20:08"],
});
