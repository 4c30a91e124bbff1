// Without scripts all boxes of the workbench belong to one form, so that each act brings along what was typed
// elsewhere. With scripts an item saves by itself: then each box and each button belongs to its own form.
const SHARED = "pick";

export function partForms(root) {
  for (const control of root.querySelectorAll(`[form="${SHARED}"]`)) {
    if (!control.closest(".sources")) control.removeAttribute("form");
  }
}

partForms(document);
