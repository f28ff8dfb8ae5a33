import type { Fix } from "../../finding";
import type { Chart } from "../../index/chart";
import type { Ledger } from "../../index/ledger";
import { accountsFor, type Purpose } from "../../index/purposes";
import type { Text } from "../../l10n/text";
import { Rational } from "../../ledger/rational";
import { formatUnitRate, parseUnitRate } from "../../ledger/unit-rate";
import type { Receiver, Sponsor } from "../../model/types.generated";
import type { Span } from "../../yaml/nodes";
import { headOf } from "../../yaml/path";
import { type CheckFinding, check } from "../check";
import { insertKey, setKey } from "../edits";
import { page } from "../pages";
import { inner, placeOf, productName, spaced } from "./shared/wording";

type Share =
  | { readonly kind: "ratio" | "fixed"; readonly value: Rational }
  | { readonly kind: "remainder" | "none" | "unreadable" };

type Party = Sponsor | Receiver;

const sharesNotWhole = check({
  code: "post/shares-not-whole",
  severity: "error",
  tier: "P0",
  on: "ledger",
  title: { en: "Shares make up the whole and have an account each", zh: "份额合计为 100%，且各有科目" },
  *run(ledger) {
    for (const { item: product, document } of ledger.products()) {
      const chart = ledger.chartOf(document);
      const name = productName(product);
      if (product.split)
        yield* sharesOf(
          ledger,
          chart,
          placeOf(product.split, "receivers"),
          product.split.receivers,
          {},
          {
            en: `The split of ${inner(name.en)}`,
            zh: `${spaced(name.zh)}的分账`,
          },
        );
      for (const tender of product.tenders)
        yield* sharesOf(ledger, chart, placeOf(tender, "sponsors"), tender.sponsors, SPONSOR_ACCOUNT, {
          en: `The sponsoring of tender ${tender.id?.value ?? ""}`.trimEnd(),
          zh: `支付工具 ${tender.id?.value ?? ""} 的出资`,
        });
    }
  },
});
export default sharesNotWhole;

function* sharesOf(
  ledger: Ledger,
  chart: Chart | undefined,
  at: Span,
  parties: readonly Party[],
  usual: Readonly<Record<string, Purpose>>,
  whose: Text,
): Iterable<CheckFinding> {
  const shares = parties.map((party) => readShare(party));
  // One sponsor alone carries everything; a list in which nobody has a share has not begun.
  const begun = shares.some(({ kind }) => kind !== "none");
  if (begun && !shares.some(({ kind }) => kind === "unreadable")) yield* wholeness(at, parties, shares, whose);
  for (const party of parties) {
    if (party.account || (!begun && parties.length > 1)) continue;
    const who = party.party?.value;
    yield {
      at: party.party?.node ?? headOf(party.node),
      message: {
        en: `${whose.en} names no account${who ? ` for ${who}` : ""}, so the share cannot be posted.`,
        zh: `${spaced(whose.zh)}没有写${who ? ` ${who} 的` : ""}科目，份额无处入账。`,
      },
      fixes: () => withAccount(ledger, chart, party, usual),
    };
  }
}

function* wholeness(
  at: Span,
  parties: readonly Party[],
  shares: readonly Share[],
  whose: Text,
): Iterable<CheckFinding> {
  const missing = parties.find((_, i) => shares[i]!.kind === "none");
  const remainders = parties.filter((_, i) => shares[i]!.kind === "remainder");
  if (missing) {
    yield {
      at: headOf(missing.node),
      message: {
        en: `${whose.en} gives a share to the others only; ${missing.party?.value ?? "this party"} has none.`,
        zh: `${spaced(whose.zh)}里其他方都有份额，${missing.party?.value ?? "这一方"}没有。`,
      },
      fixes: () => (remainders.length === 0 ? [asRemainder(missing)] : []),
    };
    return;
  }
  if (remainders.length > 1) {
    yield {
      at: remainders[1]!.share!.node,
      message: {
        en: `${whose.en} has two remainders; only one party can take what is left.`,
        zh: `${spaced(whose.zh)}有两个 remainder，剩余部分只能归一方。`,
      },
    };
    return;
  }
  const ratios = shares.flatMap((share) => (share.kind === "ratio" ? [share.value] : []));
  const sum = ratios.reduce((total, value) => total.add(value), Rational.ZERO);
  const total = formatUnitRate(sum, "%");
  const rest = remainders.length === 1;
  const order = sum.compare(Rational.ONE);
  if (rest ? order < 0 : order === 0 && ratios.length === shares.length) return;
  const fixed = shares.some(({ kind }) => kind === "fixed");
  const largest = largestOf(parties, shares);
  yield {
    at,
    message: rest
      ? {
          en: `${whose.en} leaves nothing for the remainder: the other shares already make ${total}.`,
          zh: `${spaced(whose.zh)}没有给 remainder 留下任何部分：其他份额已合计 ${total}。`,
        }
      : fixed
        ? {
            en: `${whose.en} has fixed amounts and nobody takes the remainder, so the parts do not make up the whole.`,
            zh: `${spaced(whose.zh)}含固定金额，却没有一方取剩余部分（remainder），合计对不上全额。`,
          }
        : {
            en: `${whose.en} adds up to ${total}, not to 100%.`,
            zh: `${spaced(whose.zh)}合计 ${total}，不是 100%。`,
          },
    fixes: () => (rest || !largest ? [] : [asRemainder(largest)]),
  };
}

function readShare({ share }: Party): Share {
  if (!share) return { kind: "none" };
  if (share.value === "remainder") return { kind: "remainder" };
  const ratio = parseUnitRate(share.value);
  if (ratio) return { kind: "ratio", value: ratio.value };
  const fixed = Rational.parse(share.value);
  return fixed ? { kind: "fixed", value: fixed } : { kind: "unreadable" };
}

function largestOf(parties: readonly Party[], shares: readonly Share[]): Party | undefined {
  let best: { party: Party; value: Rational } | undefined;
  for (const [i, share] of shares.entries()) {
    if (share.kind === "ratio" && (!best || share.value.compare(best.value) > 0))
      best = { party: parties[i]!, value: share.value };
  }
  return best?.party ?? parties[0];
}

function asRemainder(party: Party): Fix {
  const who = party.party?.value;
  return {
    title: {
      en: who ? `Let ${who} take the remainder` : "Let this party take the remainder",
      zh: who ? `剩余部分归 ${who}` : "剩余部分归这一方",
    },
    edits: [setKey(party.node, "share", "remainder", "party")],
  };
}

const SPONSOR_ACCOUNT: Readonly<Record<string, Purpose>> = {
  platform: "marketing_expense",
  bank: "sponsor_receivable",
  brand: "sponsor_receivable",
  merchant: "merchant_pending",
};

/** The account that carries such a share, where the chart has exactly one. */
function withAccount(
  ledger: Ledger,
  chart: Chart | undefined,
  party: Party,
  usual: Readonly<Record<string, Purpose>>,
): readonly Fix[] {
  const purpose = usual[party.party?.value ?? ""];
  const accounts = chart && purpose ? accountsFor(ledger.settings, chart, purpose) : [];
  const account = accounts.length === 1 ? accounts[0] : undefined;
  if (!account?.code) return [];
  const code = account.code.value;
  return [
    {
      title: {
        en: `Post it on ${code}${account.name ? ` ${account.name.value}` : ""}`,
        zh: `记入 ${code}${account.name ? ` ${account.name.value}` : ""}`,
      },
      edits: [insertKey(party.node, "account", JSON.stringify(code))],
    },
  ];
}

DOCS: page(sharesNotWhole, {
  why: {
    en: "90 + 8 + 2 must be 100. Ratios kept by hand drift, and then a part of every payment belongs to nobody or to two. One party that takes the remainder keeps the sum whole whatever the others get.",
    zh: "90 + 8 + 2 必须是 100。手工维护的比例总会走样，于是每笔款都有一部分没人要或被分两次。让一方取剩余部分，合计就总是完整的。",
  },
  fix: {
    en: "Let the largest share be `remainder`, and give every party its account.",
    zh: "让份额最大的一方写 `remainder`，并给每一方写上科目。",
  },
  silent: {
    en: "Shares of exactly 100 %, or one `remainder`; lists in which nobody has a share yet.",
    zh: "恰好 100%，或有一个 `remainder` 时不报；还没有人写份额的列表不报。",
  },
  bad: `
    kind: posting-rules
    schema: 1
    products:
      - id: market
        name: 平台分账
        status: draft
        tenders:
          - id: coupon
            kind: coupon
            sponsors:
              - party: platform
                #      ^^^^^^^^ post/shares-not-whole: The sponsoring of tender coupon names no account for platform, so the share cannot be posted.
                share: "60%"
              - party: brand
                share: "40%"
                account: "122103"
        split:
          receivers:
        # ^^^^^^^^^ post/shares-not-whole: The split of product market adds up to 98%, not to 100%.
            - party: 卖家
              share: "90%"
              account: "220202"
            - party: 骑手
              share: "8%"
              account: "220202"
      - id: mixed
        name: 混合分账
        status: draft
        split:
          receivers:
        # ^^^^^^^^^ post/shares-not-whole: The split of product mixed has fixed amounts and nobody takes the remainder, so the parts do not make up the whole.
            - party: 卖家
              share: "95%"
              account: "220202"
            - party: 骑手
              share: "2.00"
              account: "220202"
  `,
  good: `
    kind: posting-rules
    schema: 1
    products:
      - id: market
        name: 平台分账
        status: draft
        split:
          receivers:
            - party: 卖家
              share: remainder
              account: "220202"
            - party: 骑手
              share: "2.00"
              account: "220202"
            - party: 门店
              share: "8%"
              account: "220202"
  `,
  sources: ["2017-07-19 20:22", "2017-08-02 20:59", "2017-05-12 20:08"],
});
