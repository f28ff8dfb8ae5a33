import { builtInSource, type Flow, type Perspective, type Sense, type Term } from "../glossary/card";
import type { Text } from "../l10n/text";
import type { Node } from "../yaml/nodes";
import { pairOf } from "../yaml/nodes";
import type { Located } from "./context";

/** From whose side the file speaks at a place, and which way the money goes there. */
interface Side {
  readonly perspective?: Perspective;
  readonly flow?: Flow;
}

const perspectiveReasons: Readonly<Record<Perspective, Text>> = {
  funds: { en: "First here: a ledger speaks of the money itself.", zh: "此处先列：账务按资金本身说话。" },
  platform: { en: "First here: the platform reconciles.", zh: "此处先列：这里由平台对账。" },
  channel: { en: "First here: this part speaks for the channel.", zh: "此处先列：这部分站在渠道一边说。" },
  bank: { en: "First here: the bank's record counts in this part.", zh: "此处先列：这部分以银行记录为准。" },
  merchant: { en: "First here: the merchant reconciles.", zh: "此处先列：这里由商户对账。" },
};

const flowReasons: Readonly<Record<Flow, Text>> = {
  pay_in: { en: "First here: the channel takes money in.", zh: "此处先列：本渠道是收款方向。" },
  pay_out: { en: "First here: the channel pays money out.", zh: "此处先列：本渠道是付款方向。" },
};

const teamReason: Text = { en: "First here: your team’s glossary.", zh: "此处先列：本团队术语表。" };

/**
 * A term with the sense first that fits where the word stands, and why: the team's own, else by the direction of the channel and by who reconciles.
 * Without such facts, or when no sense is of that side, the term as it is.
 */
export function fittingTerm(term: Term, at: Located): { readonly term: Term; readonly fits?: Text } {
  if (term.senses.length < 2) return { term };
  const side = sideAt(at);
  const isTeams = (sense: Sense): boolean =>
    sense.source.key !== builtInSource.key && term.source.key === builtInSource.key;
  const score = (sense: Sense): number =>
    (isTeams(sense) ? 4 : 0) +
    (side.flow !== undefined && sense.flow === side.flow ? 2 : 0) +
    (side.perspective !== undefined && sense.perspective === side.perspective ? 1 : 0) -
    (side.flow !== undefined && sense.flow !== undefined && sense.flow !== side.flow ? 2 : 0);
  const best = term.senses.reduce((top, sense) => (score(sense) > score(top) ? sense : top));
  if (score(best) <= 0) return { term };
  if (isTeams(best)) return { term: inFront(term, best), fits: teamReason };
  const fits =
    best.flow !== undefined && best.flow === side.flow ? flowReasons[best.flow] : perspectiveReasons[best.perspective!];
  return { term: inFront(term, best), fits };
}

function inFront(term: Term, first: Sense): Term {
  return { ...term, senses: [first, ...term.senses.filter((sense) => sense !== first)] };
}

function sideAt({ document, place }: Located): Side {
  if (document?.kind === "chart-of-accounts" || document?.kind === "posting-rules") return { perspective: "funds" };
  if (document?.kind !== "payment-channels" || !place) return {};
  const keys = place.path.filter((step) => typeof step === "string");
  const flows = place.parents.map((parent) => scalarAt(parent, "flow"));
  const flow = flows.findLast((value) => value === "pay_in" || value === "pay_out") as Flow | undefined;
  const channel = place.parents.find((parent) => parent.kind === "map" && pairOf(parent, "reconciliation"));
  const reconciliation = channel?.kind === "map" ? pairOf(channel, "reconciliation")?.value : undefined;
  const by = reconciliation && scalarAt(reconciliation, "performed_by");
  const perspective = keys.includes("funds") ? "funds" : by === "platform" || by === "merchant" ? by : undefined;
  return { ...(perspective && { perspective }), ...(flow && { flow }) };
}

function scalarAt(node: Node, key: string): string | undefined {
  const value = node.kind === "map" ? pairOf(node, key)?.value : undefined;
  return value?.kind === "scalar" ? value.value : undefined;
}
