import { serveByArguments } from "./engine";

serveByArguments();
