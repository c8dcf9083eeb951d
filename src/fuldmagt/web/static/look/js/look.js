// What pages gain where JavaScript runs. Every page works without it.
import { drawer } from "./drawer.js";
import { menus } from "./menus.js";
import { dialogs } from "./dialogs.js";
import { copying, printing } from "./copying.js";
import { changes } from "./changes.js";

drawer(document);
menus(document);
dialogs(document);
copying(document);
printing(document);
changes(document);
