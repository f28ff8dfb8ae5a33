import type { CancellationToken } from "vscode-languageserver";
import { glossaryList, termCard } from "../features/glossary-cards";
import { membership } from "../features/membership";
import { moneyFlow } from "../features/money-flow";
import { postingPreview } from "../features/posting-preview";
import { runTest, testItems } from "../features/test-tree";
import {
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
  termRequest,
  testsRequest,
} from "../protocol";
import { type FeatureServices, guarded } from "./features";
import type { Host } from "./host";

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
  on(membershipRequest, (params: MembershipParams) => membership(context(), String(params?.uri ?? "")) ?? null);
  on(previewRequest, (params: PlaceParams) => postingPreview(context(), params) ?? null);
  on(flowRequest, (params: FlowParams) => moneyFlow(context(), params) ?? null);
  on(testsRequest, () => testItems(context()));
  on(runTestRequest, (params: RunTestParams) => runTest(context(), String(params?.id ?? ""), () => host.now()) ?? null);
}
