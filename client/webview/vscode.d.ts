/** What VS Code gives to the script of a webview. */
declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): { query: string } | undefined;
  setState(state: { query: string }): void;
};
