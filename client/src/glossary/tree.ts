// The glossary in the side bar: categories and their terms.
import * as vscode from "vscode";
import { inLocale } from "../../../server/src/l10n/text";
import type { Glossary, GlossaryCategory, GlossaryEntry } from "../../../server/src/protocol";
import { openTermCommand } from "../../../server/src/protocol";
import { locale, type Server } from "../server";

type Node = GlossaryCategory | GlossaryEntry;

const empty: Glossary = { categories: [], terms: [] };

export class GlossaryTree implements vscode.TreeDataProvider<Node> {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;

  private known: Promise<Glossary> | undefined;

  constructor(private readonly server: Server) {
    server.onDidChangeGlossary(() => {
      this.known = undefined;
      this.changed.fire();
    });
  }

  /** Asked once for all rows; an answer that failed is asked for again. */
  private glossary(): Promise<Glossary> {
    this.known ??= this.server.glossary().catch(() => {
      this.known = undefined;
      return empty;
    });
    return this.known;
  }

  async getChildren(parent?: Node): Promise<Node[]> {
    const glossary = await this.glossary();
    if (parent === undefined) return [...glossary.categories];
    return glossary.terms.filter((term) => term.category === parent.id);
  }

  async getTreeItem(node: Node): Promise<vscode.TreeItem> {
    if (isTerm(node)) return termItem(node);
    const { terms } = await this.glossary();
    return categoryItem(node, terms.filter((term) => term.category === node.id).length);
  }
}

function isTerm(node: Node): node is GlossaryEntry {
  return "category" in node;
}

function categoryItem(category: GlossaryCategory, terms: number): vscode.TreeItem {
  const item = new vscode.TreeItem(inLocale(category.title, locale()), vscode.TreeItemCollapsibleState.Collapsed);
  item.id = `category:${category.id}`;
  item.description = String(terms);
  return item;
}

function termItem(term: GlossaryEntry): vscode.TreeItem {
  const item = new vscode.TreeItem(term.name);
  item.id = `term:${term.id}`;
  item.description = term.en;
  item.tooltip = [term.name, term.en, term.readings[0] ?? "", ...term.aliases].filter((text) => text !== "").join("\n");
  item.contextValue = "term";
  item.command = { command: openTermCommand, title: vscode.l10n.t("Open term"), arguments: [term.id] };
  return item;
}
