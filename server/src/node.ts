import { serveByArguments } from "./host/serve";

serveByArguments();
