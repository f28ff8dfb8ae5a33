import type { CancellationToken } from "vscode-languageserver";
import { addTerm } from "../features/add-term";
import { glossaryList, printedTerm, termCard } from "../features/glossary-cards";
import { membership } from "../features/membership";
import { moneyFlow } from "../features/money-flow";
import { postingPreview } from "../features/posting-preview";
import { termUsages, usedTerms } from "../features/term-usages";
import { runTest, testItems } from "../features/test-tree";
import {
  type AddTermParams,
  addTermRequest,
  type FlowParams,
  flowRequest,
  glossaryRequest,
  type MembershipParams,
  membershipRequest,
  type PlaceParams,
  previewRequest,
  type RunTestParams,
  runTestRequest,
  type TermParams,
  termPageRequest,
  termRequest,
  termUsagesRequest,
  testsRequest,
  usedTermsRequest,
} from "../protocol";
import { type FeatureServices, guarded } from "./features";
import type { Host } from "./host";
import { ScopeTexts } from "./scope-texts";

/** Answers what only our own client asks: the glossary panel, previews, pictures and tests. */
export function registerRequests(services: FeatureServices, host: Host): void {
  const { connection, context } = services;
  const on = <P>(name: string, answer: (params: P) => unknown) => {
    const handler = guarded<P, unknown>(services, name, answer);
    // A request without parameters comes with its token alone.
    connection.onRequest<unknown, void>(name, (...given: [P, CancellationToken] | [CancellationToken]) =>
      given.length === 1 ? handler(undefined as P, given[0]) : handler(given[0], given[1]),
    );
  };
  on(glossaryRequest, () => glossaryList(context().glossaries.all().glossary));
  on(termRequest, (params: TermParams) => termCard(context().glossaries.all().glossary, String(params?.id ?? "")));
  on(termPageRequest, (params: TermParams) => printedTerm(context(), String(params?.id ?? "")) ?? null);
  on(usedTermsRequest, () => usedTerms(context(), new ScopeTexts(context(), host)));
  on(termUsagesRequest, async (params: TermParams) => {
    const texts = new ScopeTexts(context(), host);
    const found = await termUsages(context(), String(params?.id ?? ""), texts);
    return { ...found, incomplete: texts.incomplete };
  });
  on(addTermRequest, (params: AddTermParams) => {
    const { word, uri } = params ?? {};
    return addTerm(context(), { word: String(word ?? ""), uri: String(uri ?? "") }) ?? null;
  });
  on(membershipRequest, (params: MembershipParams) => membership(context(), String(params?.uri ?? "")) ?? null);
  on(previewRequest, (params: PlaceParams) => postingPreview(context(), params) ?? null);
  on(flowRequest, (params: FlowParams) => moneyFlow(context(), params) ?? null);
  on(testsRequest, () => testItems(context()));
  on(runTestRequest, (params: RunTestParams) => runTest(context(), String(params?.id ?? ""), () => host.now()) ?? null);
}
