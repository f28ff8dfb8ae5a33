// Code lenses name places in the protocol's plain form; the editor's own command wants its own types.
import * as vscode from "vscode";
import type { PlaceParams, SourcePlace } from "../../server/src/protocol";
import { locationOf } from "./places";

/** Shows places around a position, as the editor's peek view does. */
export function registerShowReferences(): vscode.Disposable {
  return vscode.commands.registerCommand(
    "countingHouse.showReferences",
    async (uri: string, { line, character }: PlaceParams["position"], locations: readonly SourcePlace[]) => {
      const at = new vscode.Position(line, character);
      const file = vscode.Uri.parse(uri, true);
      await vscode.commands.executeCommand("editor.action.showReferences", file, at, locations.map(locationOf));
    },
  );
}
