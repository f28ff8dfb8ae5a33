import type { Ledger } from "../../../server/src/index/ledger";
import { Rational } from "../../../server/src/ledger/rational";
import type { ScenarioFinding, ScenarioRun } from "../../../server/src/ledger/simulate/run";
import { written } from "./library";
import { DATES } from "./mutate";

type Kind = ScenarioFinding["kind"];

/** The first word of a line of evidence, and what a run calls it. */
const KINDS: Readonly<Record<string, readonly Kind[]>> = {
  BAL: ["day-unbalanced"],
  ZERO: ["residual"],
  SIGN: ["wrong-side"],
  IDENT: ["identity-broken"],
  STMT: ["statement-differs"],
  REQ: ["requirement-broken", "cap-exceeded"],
  NEG: ["leg-negative"],
  DAY: ["day-closed"],
  END: ["balance-differs"],
};

/** The findings of a run a line of evidence speaks of: the same kind, account, day and amount, where it names them. */
export function matching(evidence: string, run: ScenarioRun, ledger: Ledger): ScenarioFinding[] {
  const [code = ""] = evidence.split(" ");
  const kinds = KINDS[code] ?? [];
  return run.findings.filter((finding) => kinds.includes(finding.kind) && agrees(evidence, finding, ledger));
}

function agrees(evidence: string, finding: ScenarioFinding, ledger: Ledger): boolean {
  switch (finding.kind) {
    case "day-unbalanced": {
      const [, day = "", entity = "", currency = "", amount = ""] = evidence.split(/ |Dr-Cr=/).filter(Boolean);
      return (
        finding.day === DATES[day] &&
        finding.entity === entity.toLowerCase() &&
        finding.currency === written(currency) &&
        finding.debit.sub(finding.credit).equals(Rational.decimal(amount.replace("+", "")))
      );
    }
    case "residual":
    case "wrong-side":
      return isBalance(evidence, /^\w+ (.+?)(?: = | (?=[借贷] )|$)/, finding, finding.balance, ledger);
    case "balance-differs":
      return finding.step === undefined && isBalance(evidence, /^END (.+): /, finding, finding.actual, ledger);
    case "statement-differs": {
      const [, account = "", step = ""] = /^STMT (.+)@(\w+)/.exec(evidence) ?? [];
      const mirrored = accountNamed(account, ledger)?.bank_account?.value;
      return (
        finding.statement.bankAccount === mirrored &&
        finding.statement.after === step &&
        balanceIn(evidence.split(" vs ")[0] ?? "", finding.actual)
      );
    }
    case "identity-broken": {
      const amount = /: ([-+][\d.]+)$/.exec(evidence)?.[1];
      if (amount === undefined) return true;
      const { left, right } = finding.compared ?? {};
      if (!(left instanceof Rational) || !(right instanceof Rational)) return false;
      return left.sub(right).equals(Rational.decimal(amount.replace("+", "")));
    }
    case "leg-negative": {
      const [, account, amount] = /[借贷] (\S+) (-[\d.]+)/.exec(evidence) ?? [];
      return (
        amount === undefined ||
        (finding.leg.account === accountNamed(account ?? "", ledger)?.code?.value &&
          finding.amount.equals(Rational.decimal(amount)))
      );
    }
    default:
      return true;
  }
}

function isBalance(
  evidence: string,
  pattern: RegExp,
  finding: { readonly entity: string; readonly account: string },
  balance: Rational,
  ledger: Ledger,
): boolean {
  const name = pattern.exec(evidence)?.[1] ?? "";
  const chart = ledger.charts.find(({ entity }) => entity === finding.entity);
  const found = chart?.account(finding.account)?.name?.value ?? "";
  const full = ledger.charts.length > 1 ? `${finding.entity.toUpperCase()}:${found}` : found;
  return full === written(name) && balanceIn(evidence, balance);
}

/** Whether the text names this balance (借 1.00, 贷 1.00, 0.00), or none at all. */
function balanceIn(text: string, balance: Rational): boolean {
  const [, side, amount] = /([借贷]) ([\d.]+)/.exec(text) ?? [];
  if (amount === undefined) return /[ :]0\.00$/.test(text) ? balance.isZero : true;
  const value = Rational.decimal(amount);
  return balance.equals(side === "借" ? value : value.neg());
}

function accountNamed(name: string, ledger: Ledger) {
  for (const chart of ledger.charts)
    for (const account of chart.document.model.accounts) if (account.name?.value === written(name)) return account;
  return undefined;
}

export function matches(evidence: string, run: ScenarioRun, ledger: Ledger): boolean {
  return matching(evidence, run, ledger).length > 0;
}
