// The server and the command line are two doors to one bundle.
export { main } from "./cli/main";
export { serveByArguments } from "./host/serve";
