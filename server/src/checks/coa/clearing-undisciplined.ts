import type { Fix } from "../../finding";
import { accountTitle, listed } from "../../index/account-words";
import type { Chart } from "../../index/chart";
import { declaresPurposes, type Purpose, purposeOf } from "../../index/purposes";
import type { Settings } from "../../index/settings";
import type { Text } from "../../l10n/text";
import type { Account } from "../../model/types.generated";
import { pairOf } from "../../yaml/nodes";
import { check } from "../check";
import { insertKey, insertKeys, type YamlMap } from "../edits";
import { clearsKeys } from "../new-accounts";
import { page } from "../pages";

const PASSES_THROUGH: ReadonlySet<Purpose> = new Set([
  "channel_clearing",
  "payout_clearing",
  "funds_transfer",
  "transit",
  "payout_transit",
  "refund_transit",
]);
const SUSPENSE: ReadonlySet<Purpose> = new Set(["suspense_surplus", "suspense_shortage"]);

type Fact = "by" | "max_age_days" | "owner";

const clearingUndisciplined = check({
  code: "coa/clearing-undisciplined",
  severity: "warning",
  tier: "P1",
  on: "ledger",
  title: { en: "Accounts that must return to zero say how", zh: "应归零的科目写明怎样归零" },
  *run(ledger) {
    for (const chart of ledger.charts) {
      if (!declaresPurposes(chart)) continue;
      for (const account of chart.leaves()) {
        const purpose = purposeOf(ledger.settings, account);
        const missing = wanted(account, purpose).filter((fact) => !says(chart, account, fact));
        if (missing.length === 0) continue;
        const facts = listed(missing.map((fact) => `\`clears.${fact}\``));
        const ending = SUSPENSE.has(purpose ?? "memo") ? PARKED : PASSING;
        yield {
          at: pairOf(account.node, "clears")?.key ?? (account.purpose ?? account.class)!.node,
          message: {
            en: `Account ${accountTitle(account)} lacks ${facts.en}: ${ending.en}.`,
            zh: `科目 ${accountTitle(account)} 没有写 ${facts.zh}：${ending.zh}。`,
          },
          fixes: () => complete(ledger.settings, chart, account, purpose, missing),
        };
      }
    }
  },
});
export default clearingUndisciplined;

const PASSING: Text = {
  en: "its balance has to return to zero, so say what clears it",
  zh: "余额最终要回到零，请写明靠什么清",
};
const PARKED: Text = {
  en: "a parked amount without age limit and owner is never looked into",
  zh: "挂账没有期限和责任方，就没人会去查",
};

function wanted(account: Account, purpose: Purpose | undefined): readonly Fact[] {
  if (purpose && SUSPENSE.has(purpose)) return ["max_age_days", "owner"];
  if ((purpose && PASSES_THROUGH.has(purpose)) || account.class?.value === "common") return ["by"];
  return [];
}

/** A heading's `clears` holds for the accounts below it. What is there but cannot be read counts as said. */
function says(chart: Chart, account: Account, fact: Fact): boolean {
  return chart.pathOf(account).some((one) => {
    const clears = pairOf(one.node, "clears")?.value;
    return clears !== undefined && (clears.kind !== "map" || pairOf(clears, fact) !== undefined);
  });
}

function complete(
  settings: Settings,
  chart: Chart,
  account: Account,
  purpose: Purpose | undefined,
  missing: readonly Fact[],
): readonly Fix[] {
  const habits = (purpose && clearsKeys(settings, chart, purpose)) ?? { by: "event" };
  const own = account.clears;
  const keys: YamlMap = own
    ? Object.fromEntries(missing.flatMap((fact) => (habits[fact] === undefined ? [] : [[fact, habits[fact]]])))
    : habits;
  if (Object.keys(keys).length === 0) return [];
  return [
    {
      title: {
        en: `Add \`clears\`: ${inWords(keys)}`,
        zh: `补上 \`clears\`：${inWords(keys)}`,
      },
      edits: [own ? insertKeys(own.node, keys) : insertKey(account.node, "clears", keys)],
    },
  ];
}

function inWords(keys: YamlMap): string {
  return Object.entries(keys)
    .map(([key, value]) => `${key} ${String(value)}`)
    .join(", ");
}

DOCS: page(clearingUndisciplined, {
  why: {
    en: "A clearing or transit account that does not return to zero is the first sign that something is wrong. It only works as an alarm when its zero, its age limit and whoever has to look are written down.",
    zh: "清算、过渡科目不归零，是出问题的第一个信号。只有把“应为零、最多挂几天、谁来查”写下来，它才起得到报警作用。",
  },
  fix: {
    en: "Add `clears` with `by` (event, day_end, reconciliation or external); for suspense accounts `max_age_days` and `owner` too.",
    zh: "补上 `clears`：`by`（event、day_end、reconciliation 或 external）；挂账科目还要写 `max_age_days` 和 `owner`。",
  },
  silent: {
    en: "`clears.by: external` says that another system clears the account. A heading's `clears` holds for the accounts below it. Charts that declare no purposes yet are not asked.",
    zh: "`clears.by: external` 表示由其他系统清账。上级写了 `clears`，下级视同已写。科目表还没写用途时不报。",
  },
  bad: `
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "300101"
        name: 渠道待清算
        class: common
        purpose: channel_clearing
        #        ^^^^^^^^^^^^^^^^ coa/clearing-undisciplined: Account 300101 渠道待清算 lacks \`clears.by\`: its balance has to return to zero, so say what clears it.
      - code: "300102"
        name: 内部往来
        class: common
        #      ^^^^^^ coa/clearing-undisciplined: Account 300102 内部往来 lacks \`clears.by\`: its balance has to return to zero, so say what clears it.
      - code: "224101"
        name: 待查长款
        class: liability
        purpose: suspense_surplus
        clears:
      # ^^^^^^ coa/clearing-undisciplined: Account 224101 待查长款 lacks \`clears.owner\`: a parked amount without age limit and owner is never looked into.
          by: reconciliation
          max_age_days: 30
  `,
  good: `
    kind: chart-of-accounts
    schema: 1
    accounts:
      - code: "300101"
        name: 渠道待清算
        class: common
        purpose: channel_clearing
        clears:
          by: reconciliation
      - code: "224101"
        name: 待查长款
        class: liability
        purpose: suspense_surplus
        clears:
          by: reconciliation
          max_age_days: 30
          owner: 清结算组
  `,
  sources: ["2017-05-22 18:05", "2017-05-26 21:56", "2017-05-10 20:17"],
});
