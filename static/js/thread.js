// What a thread's page gains where scripts run. Without them it is whole.
import "./read-marker.js";
import "./thread-fold.js";
import "./thread-keys.js";
import "./thread-live.js";
