// Starts the design system's components. Every page works without it.
import { initAll } from "./built/govuk-frontend.min.js";
import "./keep.js";
import "./many.js";
import "./shortcuts.js";

initAll();

// After a failed send the error summary takes the focus by itself (design system); nothing else needs a script.
