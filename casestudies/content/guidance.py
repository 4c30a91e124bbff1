"""What to ask oneself while writing: shown beside each box, in the words of a colleague."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GUIDANCE: Mapping[str, Sequence[str | Promise]] = {
    "title": (
        _("Name the place and the act: “Lights and traders at a taxi rank”, not “Project X, Phase II”."),
    ),
    "abstract": (
        _("One sentence each: the problem, what you tried, what changed, what did not work."),
        _("Figures only if you can say where they come from."),
    ),
    "in_a_nutshell": (
        _("If a colleague had two minutes: what would you tell them?"),
        _("Say the failure here as well as the success."),
    ),
    "problem_and_context": (
        _("What was happening, to whom, where and when? How did you find out?"),
        _("What had been tried before, and what came of it?"),
        _("What did you not know when you began?"),
    ),
    "what_was_done": (
        _("What was actually done, as somebody could have watched it?"),
        _("Why did you expect it to make people safer?"),
    ),
    "how": (
        _("In which order, with which money, decided by whom?"),
        _("What did the plan say, and what happened instead?"),
    ),
    "who": (
        _("Who did the work, who decided, who was asked, and who was left out?"),
        _("What did each get out of taking part?"),
    ),
    "what_changed": (
        _("What is different now, for whom, and how do you know?"),
        _("What got worse, or moved elsewhere?"),
        _("Put each change into the step “Outcomes” as well, with its evidence."),
    ),
    "what_did_not_work": (
        _("What would you warn a friend about?"),
        _("What did it cost: money, time, trust?"),
        _("Was it the idea, the way it was done, or the place?"),
        _("“Nothing” is a rare answer; if it is yours, say below why."),
    ),
    "what_we_would_do_differently": (
        _("If you began tomorrow with the same money: what first, what not at all?"),
    ),
    "sustaining_it": (
        _("Who pays and who looks after it once the project is over?"),
        _("In which plan, budget or job description does it stand?"),
    ),
    "if_you_want_to_try_it": (
        _("What must be in place first? What may be changed, and what must not?"),
        _("How long until the first sign that it works?"),
    ),
    "questions_we_are_asking_you": (_("What do you want to hear from others who tried something like it?"),),
    "outcomes": (
        _("One row for each thing that changed, or did not."),
        _("Testimony is evidence too: choose the level that is true."),
    ),
    "effect": (_("How large was the change, and how sure can one be that this caused it?"),),
    "mechanism": (_("Through what did it work: fewer chances, more eyes, more trust, something else?"),),
    "moderators": (_("Where, when and for whom did it work better or worse?"),),
    "implementation": (_("What did it take to get it done, and what made it stall?"),),
    "economics": (_("What did it cost in all, for each person reached, and compared with what it saved?"),),
    "lessons": (
        _("One thing in each, which another municipality could use or avoid."),
        _("Say under which conditions it held."),
    ),
    "pictures": (
        _("No faces of children, and nobody who has not agreed."),
        _("Where the picture was taken is removed from the file."),
    ),
    "people": (_("Ask first. Who has not agreed is not shown."),),
}
