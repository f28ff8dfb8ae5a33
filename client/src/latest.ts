import * as vscode from "vscode";

/** Asks one question at a time: a newer one cancels the one before it, whose answer is dropped. */
export class Latest implements vscode.Disposable {
  private current: vscode.CancellationTokenSource | undefined;

  /** Calls `use` with the answer, unless a newer question was asked meanwhile; an error then is dropped too. */
  async ask<T>(question: (token: vscode.CancellationToken) => Promise<T>, use: (answer: T) => unknown): Promise<void> {
    this.current?.cancel();
    const mine = new vscode.CancellationTokenSource();
    this.current = mine;
    try {
      const answer = await question(mine.token);
      if (this.current === mine) await use(answer);
    } catch (error) {
      if (this.current === mine) throw error;
    } finally {
      mine.dispose();
      if (this.current === mine) this.current = undefined;
    }
  }

  dispose(): void {
    this.current?.cancel();
    this.current = undefined;
  }
}
