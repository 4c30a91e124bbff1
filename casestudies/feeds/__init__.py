"""Atom feeds: what is new, as a whole or for any choice of facets, for readers and for other sites.

A feed takes the parameters of its page, so whatever somebody looks at can be followed. Ids are tag URIs:
a case study whose address changes is not announced twice.
"""

from django.utils.translation import gettext_lazy as _

from casestudies.feeds.atom import atom_feed
from casestudies.feeds.entries import new_case_studies, new_engagements, new_learnings, new_lessons

case_studies = atom_feed(_("case studies"), "case_studies", new_case_studies)
lessons = atom_feed(_("lessons"), "lessons", new_lessons)
recorded_learning = atom_feed(_("recorded learning"), "learnings", new_learnings)
engagements = atom_feed(_("engagements"), "engagements", new_engagements)
